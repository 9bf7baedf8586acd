package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import verticles.identity.Role;
import verticles.limit.RouteClass;

/** The contract, conf/openapi.yaml: the one source of routes, roles, checks and the reference. */
final class Contract {
  private static final String RESOURCE = "conf/openapi.yaml";
  static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /**
   * One operation.
   *
   * @param access who may use it
   * @param query the names of its query parameters
   * @param lists those of them that may be repeated
   * @param openQuery whether it takes other query parameters too and checks them itself
   * @param ownChecks whether it checks its path, its headers and the values of its parameters
   *     itself; a path parameter at the end may hold anything then, slashes included
   * @param shape of the paths that it answers
   * @param json whether it has a JSON body
   * @param limit the class by which its requests are limited; empty for probes, which never are
   * @param definition as it is written, with references
   */
  record Spec(
      String id,
      HttpMethod method,
      String path,
      AccessRules access,
      Set<String> query,
      Set<String> lists,
      boolean openQuery,
      boolean ownChecks,
      Pattern shape,
      boolean json,
      Optional<RouteClass> limit,
      JsonObject definition) {
    /** The least role; empty when everybody may, without a token. */
    Optional<Role> role() {
      return access.role();
    }

    /** What a service token needs, such as {@code cache:write}; empty when there is no role. */
    Optional<String> scope() {
      return access.scope();
    }

    /** Whose objects it touches. */
    Owner owner() {
      return access.owner();
    }
  }

  private final String text;
  private final JsonObject document;
  private final List<Spec> operations;
  private volatile @Nullable OpenAPIContract checked;

  private Contract(String text, JsonObject document) {
    this.text = text;
    this.document = document;
    this.operations = List.copyOf(read());
  }

  /** The contract in this jar; read once, and not to be changed by anybody. */
  static Contract load() {
    return Shipped.CONTRACT;
  }

  private static final class Shipped {
    static final Contract CONTRACT = read(RESOURCE);
  }

  private static Contract read(String resource) {
    try (InputStream file = Contract.class.getClassLoader().getResourceAsStream(resource)) {
      return of(
          new String(
              Objects.requireNonNull(file, resource).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /**
   * A contract.
   *
   * @throws IllegalStateException when an operation has no name, the name of another, or does not
   *     say who may use it
   */
  static Contract of(String text) {
    Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new Contract(text, new JsonObject(document));
  }

  private List<Spec> read() {
    List<Spec> found = new ArrayList<>();
    for (String path : document.getJsonObject("paths").fieldNames()) {
      JsonObject item = document.getJsonObject("paths").getJsonObject(path);
      for (String method : item.fieldNames()) {
        if (METHODS.contains(method)) {
          found.add(
              spec(
                  path,
                  HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                  item.getJsonObject(method)));
        }
      }
    }
    Set<String> names = new HashSet<>();
    for (Spec spec : found) {
      if (!names.add(spec.id())) {
        throw new IllegalStateException("two operations are called " + spec.id());
      }
    }
    return found;
  }

  private Spec spec(String path, HttpMethod method, JsonObject definition) {
    String id = definition.getString("operationId", "");
    if (id.isEmpty()) {
      throw new IllegalStateException("%s %s has no operationId".formatted(method, path));
    }
    Set<String> query = query(definition, parameter -> true);
    Set<String> lists = query(definition, Contract::isList);
    boolean json =
        resolve(definition.getJsonObject("requestBody", new JsonObject()))
            .getJsonObject("content", new JsonObject())
            .containsKey("application/json");
    return new Spec(
        id,
        method,
        path,
        AccessRules.of(id, definition),
        query,
        lists,
        definition.getBoolean("x-open-parameters", false),
        definition.getBoolean("x-own-checks", false),
        shape(path, definition.getBoolean("x-own-checks", false)),
        json,
        limit(id, method, definition.getString("x-limit", "")),
        definition);
  }

  private Set<String> query(JsonObject definition, Predicate<JsonObject> which) {
    return parameters(definition).stream()
        .filter(parameter -> "query".equals(parameter.getString("in")))
        .filter(which)
        .map(parameter -> parameter.getString("name"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isList(JsonObject parameter) {
    return "array".equals(parameter.getJsonObject("schema").getValue("type"));
  }

  /** The literal parts as they are, each parameter one segment, a raw one all that follows. */
  private static Pattern shape(String path, boolean raw) {
    String shape = ("\\Q" + path + "\\E").replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
    return Pattern.compile(raw ? shape.replaceFirst("\\[\\^/]\\+(\\\\Q\\\\E)$", ".*$1") : shape);
  }

  private static Optional<RouteClass> limit(String id, HttpMethod method, String name) {
    if (name.isEmpty()) {
      return Optional.of(method.equals(HttpMethod.GET) ? RouteClass.READ : RouteClass.WRITE);
    }
    Optional<RouteClass> known = RouteClass.of(name);
    if (known.isEmpty() && !name.equals("none")) {
      throw new IllegalStateException(
          "the operation %s has x-limit %s: none, read, write, heavy, sign-in or stream"
              .formatted(id, name));
    }
    return known;
  }

  List<Spec> operations() {
    return operations;
  }

  /** The same as vertx-openapi reads and checks it; that takes a while, so it is done once. */
  Future<OpenAPIContract> checked(Vertx vertx) {
    OpenAPIContract known = checked;
    return known != null
        ? Future.succeededFuture(known)
        : OpenAPIContract.from(vertx, RuntimeView.of(this)).onSuccess(read -> checked = read);
  }

  /** The parameters of an operation, references followed. */
  List<JsonObject> parameters(JsonObject definition) {
    JsonArray parameters = definition.getJsonArray("parameters", new JsonArray());
    return parameters.stream().map(JsonObject.class::cast).map(this::resolve).toList();
  }

  /** What a local reference points to, or the object itself. */
  JsonObject resolve(JsonObject object) {
    String reference = object.getString("$ref");
    if (reference == null) {
      return object;
    }
    JsonObject at = document;
    for (String step : reference.substring(2).split("/", -1)) {
      at = Objects.requireNonNull(at.getJsonObject(step), reference);
    }
    return at;
  }

  JsonObject document() {
    return document;
  }

  /** The file as it is written. */
  String text() {
    return text;
  }
}
