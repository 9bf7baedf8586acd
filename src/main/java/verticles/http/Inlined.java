package verticles.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** A schema of the contract with its references followed; none of them leads back to itself. */
final class Inlined {
  private Inlined() {}

  /** A copy without references. */
  static JsonObject schema(Contract contract, JsonObject schema) {
    JsonObject made = new JsonObject();
    for (Map.Entry<String, Object> field : contract.resolve(schema)) {
      made.put(field.getKey(), value(contract, field.getValue()));
    }
    return made;
  }

  private static Object value(Contract contract, Object value) {
    return switch (value) {
      case JsonObject object -> schema(contract, object);
      case JsonArray array ->
          array.stream()
              .map(item -> value(contract, item))
              .collect(JsonArray::new, JsonArray::add, JsonArray::addAll);
      case null, default -> value;
    };
  }
}
