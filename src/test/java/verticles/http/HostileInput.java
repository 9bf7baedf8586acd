package verticles.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** All requests that a test makes of one operation: fitting ones, and ones spoilt in one place. */
final class HostileInput {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND");

  /** Of an encoded value: an address that is too long is refused before there is an operation. */
  private static final int LONGEST = 6000;

  private final Contract contract;
  private final Contract.Spec spec;
  private final ContractRequest usual;
  private final List<ContractRequest> made = new ArrayList<>();

  private HostileInput(Contract contract, Contract.Spec spec) {
    this.contract = contract;
    this.spec = spec;
    this.usual = ContractRequest.usual(contract, spec);
  }

  static List<ContractRequest> of(Contract contract, Contract.Spec spec) {
    HostileInput input = new HostileInput(contract, spec);
    input.made.add(input.usual);
    input.query();
    input.parameters();
    input.methods();
    JsonObject content =
        contract
            .resolve(spec.definition().getJsonObject("requestBody", new JsonObject()))
            .getJsonObject("content", new JsonObject());
    if (spec.json()) {
      JsonObject schema = content.getJsonObject("application/json").getJsonObject("schema");
      input.made.addAll(HostileBodies.of(usual(input), Inlined.schema(contract, schema)));
    } else if (!content.isEmpty()) {
      input.rawBodies();
    } else if (!spec.method().name().equals("GET")) {
      input.made.add(input.usual.spoilt("a body that is not read", Buffer.buffer("{}")));
    }
    return input.made;
  }

  private static ContractRequest usual(HostileInput input) {
    return input.usual;
  }

  private void query() {
    String before = usual.query().isEmpty() ? "" : usual.query() + "&";
    made.add(usual.asking("an unknown parameter", true, before + "nobodyKnowsThis=1"));
    made.add(usual.asking("a parameter without a name", true, before + "=1"));
    made.add(usual.asking("an escape that is no text", true, before + "a%ff=1"));
    made.add(usual.asking("a name with NUL", true, before + "%00=1"));
    made.add(usual.asking("a name that is a prototype", true, before + "__proto__[a]=1"));
    made.add(usual.asking("many", true, before + "a=1&".repeat(700)));
  }

  private void parameters() {
    for (JsonObject parameter : contract.parameters(spec.definition())) {
      JsonObject schema = Inlined.schema(contract, parameter.getJsonObject("schema"));
      if (spec.openQuery() && "query".equals(parameter.getString("in"))) {
        continue;
      }
      boolean list = "array".equals(schema.getValue("type"));
      JsonObject one = list ? schema.getJsonObject("items") : schema;
      for (Samples.Sample sample : Samples.boundaries(one)) {
        put(parameter, sample, false);
      }
      for (Samples.Sample sample : Samples.wrong(one)) {
        // all parameters are texts
        if (sample.value() instanceof String text
            && !text.isEmpty()
            && !sample.name().startsWith("a text for")) {
          put(parameter, sample, true);
        }
      }
      for (String text : Samples.HOSTILE) {
        put(parameter, new Samples.Sample("hostile", text), false);
      }
      if ("query".equals(parameter.getString("in")) && !list) {
        String pair = pair(parameter, Samples.valid(one).toString());
        made.add(usual.asking("twice", true, pair + "&" + pair));
      }
    }
  }

  private static String pair(JsonObject parameter, String value) {
    return parameter.getString("name") + "=" + ContractRequest.encoded(value);
  }

  private void put(JsonObject parameter, Samples.Sample sample, boolean wrong) {
    String name = parameter.getString("name");
    String value = String.valueOf(sample.value());
    while (ContractRequest.encoded(value).length() > LONGEST) {
      value = value.substring(0, value.length() / 2);
    }
    String how = "%s: %s".formatted(name, sample.name());
    switch (parameter.getString("in")) {
      case "query" -> made.add(usual.asking(how, wrong, pair(parameter, value)));
      case "path" -> {
        String path = spec.path();
        for (JsonObject other : contract.parameters(spec.definition())) {
          String text =
              other.getString("name").equals(name)
                  ? value
                  : Samples.valid(other.getJsonObject("schema")).toString();
          path = path.replace("{" + other.getString("name") + "}", ContractRequest.encoded(text));
        }
        made.add(usual.at(how, wrong, path));
      }
      default -> {
        String sendable = value.replaceAll("[^\\x20-\\x7e]", "").strip();
        made.add(usual.with(how, wrong && sendable.equals(value), name, sendable));
      }
    }
  }

  private void methods() {
    List<String> known =
        contract.operations().stream()
            .filter(other -> other.shape().matcher(usual.path()).matches())
            .map(other -> other.method().name())
            .toList();
    for (String method : METHODS) {
      boolean answered =
          known.contains(method)
              || method.equals("OPTIONS")
              || (method.equals("HEAD") && known.contains("GET"));
      if (!answered) {
        made.add(usual.by(method));
      }
    }
  }

  private void rawBodies() {
    made.add(usual.tried("empty", Buffer.buffer()));
    made.add(usual.tried("no text", Buffer.buffer(new byte[] {0, -1, -2, 13, 10, 0})));
    made.add(usual.tried("one long line", Buffer.buffer("x".repeat(200_000))));
    made.add(usual.tried("many columns", Buffer.buffer(",".repeat(100_000) + "\n")));
    made.add(usual.tried("open quotes", Buffer.buffer("a,b\n\"" + "x\n".repeat(50_000))));
    made.add(usual.tried("deep", Buffer.buffer("[".repeat(100_000))));
    made.add(
        usual
            .with("compressed", true, "Content-Encoding", "gzip")
            .spoilt("compressed", Buffer.buffer(MemoryCache.gzip(new byte[1 << 20]))));
    for (String text : Samples.HOSTILE) {
      made.add(usual.tried("hostile text", Buffer.buffer("a,b\n" + text + ",1\n")));
    }
    for (String type : List.of("text/html", "application/xml", "a", "*/*", "", "/")) {
      made.add(usual.with("as '" + type + "'", false, "Content-Type", type));
    }
  }
}
