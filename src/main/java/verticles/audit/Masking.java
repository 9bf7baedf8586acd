package verticles.audit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of a document: by the names of fields, and by the look of their values. */
final class Masking {
  static final String MASKED = "***";

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "password|passwd|passphrase|secret|token|credential|authorization|cookie|apikey"
              + "|privatekey|signingkey|otp$|^pin$|^auth$|^p256dh$");
  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "(?i)^(bearer|basic) .+|^eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*$|-----BEGIN [A-Z ]*PRIVATE KEY"
              + "|^[a-z][a-z0-9+.-]*://[^/@\\s]*:[^/@\\s]+@.*");
  private static final int DEEPEST = 20;

  private final Set<String> declared;

  /** {@code declared} are the names of fields that the contract says are secret. */
  Masking(Set<String> declared) {
    this.declared = Set.copyOf(declared);
  }

  JsonObject mask(JsonObject document) {
    return object(document, 0);
  }

  private JsonObject object(JsonObject document, int depth) {
    JsonObject masked = new JsonObject();
    for (Map.Entry<String, Object> field : document) {
      masked.put(
          field.getKey(),
          isSecret(field.getKey(), field.getValue()) ? MASKED : value(field.getValue(), depth));
    }
    return masked;
  }

  private @Nullable Object value(@Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      return MASKED;
    }
    return switch (value) {
      case JsonObject object -> object(object, depth + 1);
      case JsonArray array -> {
        JsonArray masked = new JsonArray();
        array.forEach(item -> masked.add(value(item, depth + 1)));
        yield masked;
      }
      case String text when SECRET_VALUE.matcher(text).find() -> MASKED;
      case null, default -> value;
    };
  }

  /** A number of tokens is none, nor is the fact that there is a password. */
  private boolean isSecret(String name, @Nullable Object value) {
    if (declared.contains(name)) {
      return true;
    }
    if (value == null || value instanceof Boolean) {
      return false;
    }
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[_\\s.-]", "");
    return SECRET_NAME.matcher(plain).find()
        && !(value instanceof Number && plain.endsWith("tokens"));
  }
}
