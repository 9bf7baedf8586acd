package verticles.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values made from a schema whose references are followed: fitting ones, and ones that do not. */
final class Samples {
  /** What programs stumble over in texts. */
  static final List<String> HOSTILE =
      List.of(
          "\u0000",
          "a\u0000b",
          "\u202eabc\u200f",
          "\ufeff",
          "\ufffe",
          "😀".repeat(10),
          "İıſK",
          "e\u0301".repeat(30),
          "' OR '1'='1' --",
          "$(id)`id`",
          "../../../../etc/passwd",
          "<script>alert(1)</script>",
          "%00%0d%0aX-Injected: 1",
          "\r\nX-Injected: 1",
          "${jndi:ldap://127.0.0.1:1/a}",
          "a".repeat(20_000),
          "(a+)+$*?\\".repeat(20),
          "*".repeat(200) + "b",
          " ",
          "-0",
          "1e999",
          "NaN",
          "null");

  record Sample(String name, @Nullable Object value) {}

  private Samples() {}

  /** One value that fits. */
  static Object valid(JsonObject schema) {
    if (schema.containsKey("example")) {
      return schema.getValue("example");
    }
    if (schema.containsKey("enum")) {
      return schema.getJsonArray("enum").getValue(0);
    }
    return switch (type(schema)) {
      case "object" -> object(schema);
      case "array" ->
          IntStream.range(0, Math.max(1, schema.getInteger("minItems", 1)))
              .mapToObj(item -> valid(items(schema)))
              .collect(JsonArray::new, JsonArray::add, JsonArray::addAll);
      case "integer" -> schema.getInteger("minimum", 1);
      case "number" -> schema.getNumber("minimum", 1);
      case "boolean" -> true;
      default -> text(schema);
    };
  }

  private static String text(JsonObject schema) {
    if (schema.containsKey("pattern")) {
      return PatternText.shortest(schema.getString("pattern"));
    }
    return "a".repeat(Math.max(1, schema.getInteger("minLength", 1)));
  }

  private static JsonObject object(JsonObject schema) {
    JsonObject made = new JsonObject();
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    for (Object name : schema.getJsonArray("required", new JsonArray())) {
      made.put((String) name, valid(properties.getJsonObject((String) name)));
    }
    return made;
  }

  private static JsonObject items(JsonObject schema) {
    return schema.getJsonObject("items", new JsonObject().put("type", "string"));
  }

  private static String type(JsonObject schema) {
    Object type = schema.getValue("type");
    return type instanceof JsonArray several
        ? several.getString(0)
        : type == null ? "string" : type.toString();
  }

  /** Values at the bounds that fit. */
  static List<Sample> boundaries(JsonObject schema) {
    List<Sample> found = new ArrayList<>();
    found.add(new Sample("valid", valid(schema)));
    if (schema.containsKey("enum")) {
      schema.getJsonArray("enum").forEach(value -> found.add(new Sample("one of them", value)));
      return found;
    }
    for (String bound : List.of("minimum", "maximum")) {
      if (schema.containsKey(bound)) {
        found.add(new Sample("the " + bound, schema.getValue(bound)));
      }
    }
    if (schema.containsKey("pattern")) {
      found.add(new Sample("longest", PatternText.longest(schema.getString("pattern"))));
    } else if (schema.containsKey("maxLength")) {
      found.add(new Sample("longest", "a".repeat(schema.getInteger("maxLength"))));
      found.add(new Sample("longest, wide", "é".repeat(schema.getInteger("maxLength"))));
    }
    if (schema.containsKey("maxItems")) {
      JsonArray most = new JsonArray();
      for (int item = 0; item < schema.getInteger("maxItems"); item++) {
        most.add(valid(items(schema)));
      }
      found.add(new Sample("most items", most));
    }
    return found;
  }

  /** Values that do not fit. */
  static List<Sample> wrong(JsonObject schema) {
    List<Sample> found = new ArrayList<>();
    found.add(new Sample("null", null));
    switch (type(schema)) {
      case "object" -> {
        found.add(new Sample("an array for an object", new JsonArray()));
        found.add(new Sample("a text for an object", "{}"));
      }
      case "array" -> {
        found.add(new Sample("an object for an array", new JsonObject()));
        if (schema.containsKey("maxItems")) {
          JsonArray more = new JsonArray();
          for (int item = 0; item <= schema.getInteger("maxItems"); item++) {
            more.add(valid(items(schema)));
          }
          found.add(new Sample("one item too many", more));
        }
        found.add(new Sample("null in it", new JsonArray().addNull()));
      }
      case "integer", "number" -> {
        found.add(new Sample("a text for a number", "1"));
        found.add(new Sample("a list for a number", new JsonArray().add(1)));
        if (schema.containsKey("minimum")) {
          found.add(new Sample("below", schema.getLong("minimum") - 1));
        }
        if (schema.containsKey("maximum")) {
          found.add(new Sample("above", schema.getLong("maximum") + 1));
          found.add(new Sample("huge", new BigDecimal("1e400")));
        }
      }
      case "boolean" -> {
        found.add(new Sample("a text for a boolean", "true"));
        found.add(new Sample("a number for a boolean", 1));
      }
      default -> wrongTexts(schema, found);
    }
    return found;
  }

  private static void wrongTexts(JsonObject schema, List<Sample> found) {
    found.add(new Sample("a number for a text", 7));
    found.add(new Sample("an object for a text", new JsonObject().put("$gt", "")));
    if (schema.getInteger("minLength", 0) > 0) {
      found.add(new Sample("empty", ""));
    }
    if (schema.containsKey("maxLength")) {
      found.add(new Sample("too long", "a".repeat(schema.getInteger("maxLength") + 1)));
    }
    if (schema.containsKey("pattern") || schema.containsKey("enum")) {
      HOSTILE.stream()
          .filter(text -> !fits(text, schema))
          .forEach(text -> found.add(new Sample("hostile", text)));
    }
  }

  private static boolean fits(String text, JsonObject schema) {
    return schema.containsKey("pattern")
        ? text.matches(schema.getString("pattern"))
        : schema.getJsonArray("enum").contains(text);
  }
}
