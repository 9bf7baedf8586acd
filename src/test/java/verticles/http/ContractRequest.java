package verticles.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request of one operation, as it fits the contract or as a test has spoilt it.
 *
 * @param what says what is special about it
 * @param refused whether it must be answered with 4xx
 * @param path encoded, without the query
 * @param query encoded, without the question mark
 */
record ContractRequest(
    Contract.Spec spec,
    String what,
    boolean refused,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    Buffer body) {

  /** The usual request of an operation: its example, else values made from the schemas. */
  static ContractRequest usual(Contract contract, Contract.Spec spec) {
    Map<String, String> headers = new LinkedHashMap<>();
    Buffer body = Buffer.buffer();
    JsonObject content =
        contract
            .resolve(spec.definition().getJsonObject("requestBody", new JsonObject()))
            .getJsonObject("content", new JsonObject());
    if (!content.isEmpty()) {
      String type = content.fieldNames().iterator().next();
      JsonObject media = content.getJsonObject(type);
      headers.put("Content-Type", type.equals("*/*") ? "text/plain" : type);
      body = body(contract, media);
    }
    String[] target = target(contract, spec).split("\\?", 2);
    return new ContractRequest(
        spec,
        "usual",
        false,
        spec.method().name(),
        target[0],
        target.length > 1 ? target[1] : "",
        headers,
        body);
  }

  private static Buffer body(Contract contract, JsonObject media) {
    if (media.getValue("example") instanceof JsonObject example) {
      return example.toBuffer();
    }
    Object made = Samples.valid(Inlined.schema(contract, media.getJsonObject("schema")));
    return made instanceof JsonObject object ? object.toBuffer() : Buffer.buffer(made.toString());
  }

  private static String target(Contract contract, Contract.Spec spec) {
    String example = spec.definition().getString("x-example", "");
    if (!example.isEmpty()) {
      return example;
    }
    String path = spec.path();
    for (JsonObject parameter : contract.parameters(spec.definition())) {
      if ("path".equals(parameter.getString("in"))) {
        path = path.replace("{" + parameter.getString("name") + "}", encoded(value(parameter)));
      }
    }
    return path;
  }

  private static String value(JsonObject parameter) {
    return Optional.ofNullable(parameter.getValue("example"))
        .orElseGet(() -> Samples.valid(parameter.getJsonObject("schema")))
        .toString();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  ContractRequest spoilt(String how, Buffer with) {
    return new ContractRequest(spec, how, true, method, path, query, headers, with);
  }

  ContractRequest tried(String how, Buffer with) {
    return new ContractRequest(spec, how, false, method, path, query, headers, with);
  }

  ContractRequest at(String how, boolean wrong, String otherPath) {
    return new ContractRequest(spec, how, wrong, method, otherPath, query, headers, body);
  }

  ContractRequest asking(String how, boolean wrong, String otherQuery) {
    return new ContractRequest(spec, how, wrong, method, path, otherQuery, headers, body);
  }

  ContractRequest by(String otherMethod) {
    return new ContractRequest(
        spec, "by " + otherMethod, true, otherMethod, path, query, headers, body);
  }

  ContractRequest with(String how, boolean wrong, String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ContractRequest(spec, how, wrong, method, path, query, more, body);
  }

  @Override
  public String toString() {
    return "%s: %s".formatted(spec.id(), what);
  }
}
