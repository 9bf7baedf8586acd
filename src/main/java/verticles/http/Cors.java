package verticles.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which other origins may read answers in a browser: those that {@code http.cors-origins} names,
 * character by character. Credentials of the browser are never allowed, so another origin sends a
 * token of its own or gets nothing. Without origins nobody hears anything of this.
 */
final class Cors {
  private static final String KEPT_SECONDS = "600";

  /** Headers that operations read beside those which the contract gives as parameters. */
  private static final List<String> ASKED =
      List.of("Authorization", "Content-Type", "Cache-Control", "If-Match", "If-None-Match");

  /** Headers that answers have beside those which the contract gives. */
  private static final List<String> TOLD =
      List.of("ETag", "Age", "Retry-After", "Server-Timing", "X-Request-Id");

  private final Set<String> origins;
  private final String asked;
  private final String told;

  Cors(Contract contract, Collection<String> origins) {
    this.origins = Set.copyOf(origins);
    this.asked = list(ASKED, contract.operations().stream().flatMap(spec -> asked(contract, spec)));
    this.told = list(TOLD, contract.operations().stream().flatMap(spec -> told(contract, spec)));
  }

  private static String list(List<String> first, Stream<String> more) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(first);
    more.forEach(names::add);
    return String.join(", ", names);
  }

  private static Stream<String> asked(Contract contract, Contract.Spec spec) {
    return contract.parameters(spec.definition()).stream()
        .filter(parameter -> "header".equals(parameter.getString("in")))
        .map(parameter -> parameter.getString("name"));
  }

  private static Stream<String> told(Contract contract, Contract.Spec spec) {
    return spec.definition().getJsonObject("responses").stream()
        .map(response -> contract.resolve((JsonObject) response.getValue()))
        .flatMap(
            response -> response.getJsonObject("headers", new JsonObject()).fieldNames().stream());
  }

  /** Marks the answer of a request: it depends on the origin, and an allowed one may read it. */
  void mark(HttpServerRequest request) {
    if (origins.isEmpty()) {
      return;
    }
    MultiMap headers = request.response().headers();
    headers.add(HttpHeaders.VARY, Names.ORIGIN);
    if (isAllowed(request)) {
      headers.set(Names.ALLOW_ORIGIN, request.headers().get(Names.ORIGIN));
      headers.set(Names.EXPOSE_HEADERS, told);
    }
  }

  /**
   * Adds to the answer of an OPTIONS request what a browser wants to know beforehand; nothing when
   * it does not ask, or asks for what is not allowed.
   *
   * @param methods those of the address
   */
  void answerPreflight(HttpServerRequest request, Set<String> methods) {
    String wanted = request.headers().get(Names.REQUEST_METHOD);
    if (wanted == null || !methods.contains(wanted) || !isAllowed(request)) {
      return;
    }
    MultiMap headers = request.response().headers();
    headers.set(Names.ALLOW_METHODS, String.join(", ", methods));
    headers.set(Names.ALLOW_HEADERS, asked);
    headers.set(Names.MAX_AGE, KEPT_SECONDS);
  }

  private boolean isAllowed(HttpServerRequest request) {
    List<String> asked = request.headers().getAll(Names.ORIGIN);
    return asked.size() == 1 && origins.contains(asked.getFirst());
  }
}
