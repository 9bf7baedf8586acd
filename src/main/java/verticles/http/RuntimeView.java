package verticles.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * The contract as vertx-openapi can load it. It refuses media types such as {@code
 * application/problem+json}, {@code text/event-stream} and {@code text/csv}, so answers, bodies
 * that are not JSON, and security (which {@link Guard} enforces) are taken out. The operations and
 * their parameters stay.
 */
final class RuntimeView {
  private RuntimeView() {}

  static JsonObject of(Contract contract) {
    JsonObject view = contract.document().copy();
    view.remove("security");
    view.remove("servers");
    JsonObject components = view.getJsonObject("components");
    components.remove("securitySchemes");
    components.remove("responses");
    components.remove("headers");
    components.remove("requestBodies");
    for (Contract.Spec spec : contract.operations()) {
      JsonObject operation =
          view.getJsonObject("paths")
              .getJsonObject(spec.path())
              .getJsonObject(spec.method().name().toLowerCase(Locale.ROOT));
      operation.remove("security");
      operation.put(
          "responses", new JsonObject().put("default", new JsonObject().put("description", "any")));
      if (!spec.json()) {
        operation.remove("requestBody");
      }
      if (spec.openQuery()) {
        operation.put("parameters", closedParameters(contract, spec));
      }
    }
    return view;
  }

  private static JsonArray closedParameters(Contract contract, Contract.Spec spec) {
    JsonArray kept = new JsonArray();
    contract.parameters(spec.definition()).stream()
        .filter(parameter -> !"query".equals(parameter.getString("in")))
        .forEach(parameter -> kept.add(parameter.copy()));
    return kept;
  }
}
