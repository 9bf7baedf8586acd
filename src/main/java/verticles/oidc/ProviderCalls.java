package verticles.oidc;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.egress.Egress;
import verticles.egress.EgressAnswer;
import verticles.egress.EgressRequest;
import verticles.egress.Purpose;

/** The requests that are sent to a provider: small answers, read within five seconds. */
final class ProviderCalls {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final long LARGEST = 64 * 1024;

  private final Egress egress;

  ProviderCalls(Egress egress) {
    this.egress = egress;
  }

  /** The body of a document; fails with UPSTREAM when the answer is not 200. */
  Future<Buffer> get(URI address, Map<String, String> headers) {
    return send("GET", address, headers, Buffer.buffer())
        .map(
            answer -> {
              if (answer.status() != 200) {
                throw FailureException.of(
                    Failure.UPSTREAM,
                    "%s answered %d".formatted(address.getPath(), answer.status()));
              }
              return answer.body();
            });
  }

  /** The answer of any status to a form. */
  Future<EgressAnswer> post(URI address, Map<String, String> headers, Map<String, String> form) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded");
    return send("POST", address, all, Buffer.buffer(encode(form)));
  }

  private Future<EgressAnswer> send(
      String method, URI address, Map<String, String> headers, Buffer body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Accept", "application/json");
    return egress.send(
        Purpose.OIDC, new EgressRequest(method, address, all, body, DEADLINE, LARGEST));
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
