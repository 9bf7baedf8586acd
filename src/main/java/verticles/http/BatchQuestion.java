package verticles.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One dataset that a batch asks for.
 *
 * @param parameters as in the query of a single read
 * @param known the entity tags that the client has; empty for none
 */
record BatchQuestion(String dataset, Map<String, List<String>> parameters, String known) {

  /** The questions of a body whose form the contract has checked. */
  static List<BatchQuestion> all(JsonObject body) {
    return body.getJsonArray("items").stream().map(JsonObject.class::cast).map(BatchQuestion::of).toList();
  }

  private static BatchQuestion of(JsonObject item) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    item.getJsonObject("parameters", new JsonObject())
        .forEach(parameter -> parameters.put(parameter.getKey(), values(parameter.getValue())));
    return new BatchQuestion(
        item.getString("dataset"), parameters, item.getString("ifNoneMatch", ""));
  }

  private static List<String> values(Object value) {
    return value instanceof JsonArray several
        ? several.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }
}
