package verticles.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of the fields that the contract says are secret: {@code format: password}, {@code
 * writeOnly: true} or {@code x-secret: true}.
 */
final class SecretFields {
  private SecretFields() {}

  static Set<String> of(Contract contract) {
    Set<String> names = new HashSet<>();
    collect(contract.document(), names);
    return Set.copyOf(names);
  }

  private static void collect(Object part, Set<String> names) {
    if (part instanceof JsonArray array) {
      array.forEach(item -> collect(item, names));
    } else if (part instanceof JsonObject object) {
      JsonObject properties =
          object.getValue("properties") instanceof JsonObject given ? given : new JsonObject();
      for (Map.Entry<String, Object> property : properties) {
        if (property.getValue() instanceof JsonObject schema && isSecret(schema)) {
          names.add(property.getKey());
        }
      }
      object.forEach(
          field -> {
            if (field.getValue() != null) {
              collect(field.getValue(), names);
            }
          });
    }
  }

  private static boolean isSecret(JsonObject schema) {
    return "password".equals(schema.getValue("format"))
        || Boolean.TRUE.equals(schema.getValue("writeOnly"))
        || Boolean.TRUE.equals(schema.getValue("x-secret"));
  }
}
