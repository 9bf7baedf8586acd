package verticles.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Turns the values of the database into those of JSON and CSV. */
final class Cells {
  private Cells() {}

  /** A value in the types that are written: what has no form, such as NaN, is null. */
  static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Numeric numeric -> numeric.isNaN() ? null : numeric.bigDecimalValue();
      case Double number -> Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
      case Float number -> Float.isFinite(number) ? new BigDecimal(number.toString()) : null;
      case OffsetDateTime time -> time.toInstant();
      case Buffer bytes -> Base64.getEncoder().encodeToString(bytes.getBytes());
      default -> value == Tuple.JSON_NULL ? null : value;
    };
  }

  /** The text of a {@linkplain #plain plain} value: numbers without exponent, times in ISO 8601. */
  static String text(Object plain) {
    return switch (plain) {
      case BigDecimal number -> number.toPlainString();
      case Object[] list -> json(list);
      case JsonObject json -> json.encode();
      case JsonArray json -> json.encode();
      default -> plain.toString();
    };
  }

  private static String json(Object[] list) {
    JsonArray array = new JsonArray();
    for (Object item : list) {
      Object plain = plain(item);
      array.add(plain == null || plain instanceof Number ? plain : text(plain));
    }
    return array.encode();
  }

  /** Writes a value as JSON. */
  static void write(@Nullable Object value, JsonGenerator json) throws IOException {
    Object plain = plain(value);
    switch (plain) {
      case null -> json.writeNull();
      case BigDecimal number -> json.writeNumber(number.toPlainString());
      case Number number -> json.writeNumber(number.longValue());
      case Boolean truth -> json.writeBoolean(truth);
      case JsonObject object -> json.writeRawValue(Json.encode(object));
      case JsonArray array -> json.writeRawValue(Json.encode(array));
      case Object[] list -> {
        json.writeStartArray();
        for (Object item : list) {
          write(item, json);
        }
        json.writeEndArray();
      }
      default -> json.writeString(text(plain));
    }
  }
}
