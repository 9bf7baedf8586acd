package verticles.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** JSON bodies of an operation: each field at its bounds, spoilt or missing, and broken texts. */
final class HostileBodies {
  private static final int DEEP = 10_000;

  private final ContractRequest usual;
  private final JsonObject schema;
  private final JsonObject body;
  private final List<ContractRequest> made = new ArrayList<>();

  private HostileBodies(ContractRequest usual, JsonObject schema) {
    this.usual = usual;
    this.schema = schema;
    this.body = usual.body().toJsonObject();
  }

  static List<ContractRequest> of(ContractRequest usual, JsonObject schema) {
    HostileBodies bodies = new HostileBodies(usual, schema);
    bodies.fields();
    bodies.texts();
    bodies.types();
    return bodies.made;
  }

  private void fields() {
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    for (String name : properties.fieldNames()) {
      JsonObject field = properties.getJsonObject(name);
      for (Samples.Sample sample : Samples.boundaries(field)) {
        made.add(usual.tried(name + ": " + sample.name(), with(name, sample.value())));
      }
      for (Samples.Sample sample : Samples.wrong(field)) {
        made.add(usual.spoilt(name + ": " + sample.name(), with(name, sample.value())));
      }
      hostile(name, field);
      if (required.contains(name)) {
        JsonObject less = body.copy();
        less.remove(name);
        made.add(usual.spoilt("without " + name, less.toBuffer()));
      }
    }
    made.add(usual.spoilt("an unknown field", with("nobodyKnowsThis", 1)));
    made.add(usual.spoilt("a field like a prototype", with("__proto__", new JsonObject())));
    made.add(usual.spoilt("a field without a name", with("", 1)));
  }

  private void hostile(String name, JsonObject field) {
    if ("string".equals(field.getValue("type"))) {
      for (String text : Samples.HOSTILE) {
        made.add(usual.tried(name + ": hostile", with(name, text)));
      }
    } else if ("array".equals(field.getValue("type"))
        && "string".equals(field.getJsonObject("items").getValue("type"))) {
      for (String text : Samples.HOSTILE) {
        made.add(usual.tried(name + ": hostile item", with(name, new JsonArray().add(text))));
      }
      JsonObject item = field.getJsonObject("items");
      for (Samples.Sample sample : Samples.wrong(item)) {
        JsonArray one = new JsonArray();
        one.add(sample.value());
        made.add(usual.spoilt(name + ": item " + sample.name(), with(name, one)));
      }
    }
  }

  private Buffer with(String name, @Nullable Object value) {
    return body.copy().put(name, value).toBuffer();
  }

  private void texts() {
    String text = body.encode();
    String name = body.isEmpty() ? "a" : body.fieldNames().iterator().next();
    String inside = "\"" + name + "\":";
    for (String broken :
        List.of(
            "",
            " ",
            "null",
            "1",
            "\"\"",
            "[]",
            "[" + text + "]",
            text.substring(0, text.length() - 1),
            text + text,
            text + ",",
            "\ufeff{" + inside,
            text.replace('"', '\''),
            "{" + name + ":1}",
            "{" + inside + "NaN}",
            "{" + inside + "-}",
            "{" + inside + "01}",
            "{" + inside + "1e99999}",
            "{" + inside + "1" + "0".repeat(5000) + "}",
            "{" + inside + "0." + "1".repeat(5000) + "e-5000}",
            "{" + inside + "\"\\ud800\"}x",
            "{" + inside + "\"a\nb\"}",
            "{" + inside + "/* a */ 1}",
            "{" + inside + "[".repeat(DEEP) + "]".repeat(DEEP) + "}",
            "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
            "[".repeat(500_000),
            "{" + inside + "[" + "1,".repeat(100_000) + "1]}",
            "{" + inside + "[" + "1,".repeat(19_000) + "1]}",
            "{" + inside + "[" + "{},".repeat(9_000) + "1]}",
            many(),
            "{" + "\"k\":1,".repeat(50_000) + "\"z\":1}",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM"
                + " \"file:///etc/passwd\">]><a>&b;</a>")) {
      made.add(usual.spoilt("broken text", Buffer.buffer(broken)));
    }
    made.add(usual.spoilt("a field twice", Buffer.buffer(twice(text, name))));
    made.add(
        usual.spoilt("no UTF-8", Buffer.buffer(new byte[] {'{', '"', -1, -2, '"', ':', '1', '}'})));
    made.add(usual.spoilt("UTF-16", Buffer.buffer(text.getBytes(StandardCharsets.UTF_16))));
    made.add(usual.spoilt("too large", Buffer.buffer(" ".repeat(2 << 20) + text)));
  }

  /** Each of the names is reported by a validator that is asked. */
  private static String many() {
    return IntStream.range(0, 9_000)
        .mapToObj(i -> "\"k" + i + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String twice(String text, String name) {
    return "{\"" + name + "\":null," + text.substring(1);
  }

  private void types() {
    for (String type :
        List.of("text/plain", "application/xml", "application/jsonp", "a", "*/*", "text/csv")) {
      made.add(usual.with("as " + type, true, "Content-Type", type));
    }
    made.add(usual.with("with a coding", true, "Content-Encoding", "gzip"));
    made.add(
        usual.with("with its charset", false, "Content-Type", "application/json; charset=utf-8"));
  }
}
