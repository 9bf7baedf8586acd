package verticles.dataset;

import io.vertx.sqlclient.desc.ColumnDescriptor;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A column of an answer.
 *
 * @param name in camel case
 * @param type what its values are: text, integer, number, boolean, date, instant, local-time, json
 *     or list
 */
record Column(String name, String type) {
  private static final Pattern SNAKE = Pattern.compile("_+([A-Za-z0-9])");

  static Column of(ColumnDescriptor descriptor) {
    return new Column(camelCase(descriptor.name()), type(descriptor));
  }

  private static String type(ColumnDescriptor descriptor) {
    if (descriptor.isArray()) {
      return "list";
    }
    String name = descriptor.typeName() == null ? "" : descriptor.typeName();
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "INT2", "INT4", "INT8" -> "integer";
      case "NUMERIC", "FLOAT4", "FLOAT8" -> "number";
      case "BOOL" -> "boolean";
      case "DATE" -> "date";
      case "TIMESTAMPTZ" -> "instant";
      case "TIMESTAMP", "TIME", "TIMETZ" -> "local-time";
      case "JSON", "JSONB" -> "json";
      default -> "text";
    };
  }

  /** {@code price_eur_mwh} becomes {@code priceEurMwh}. */
  static String camelCase(String name) {
    return SNAKE
        .matcher(name)
        .replaceAll(
            found -> found.start() == 0 ? found.group() : found.group(1).toUpperCase(Locale.ROOT));
  }
}
