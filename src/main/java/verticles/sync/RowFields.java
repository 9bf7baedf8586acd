package verticles.sync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the declared fields out of a row; without a declaration, all of it. */
final class RowFields {
  private final Map<String, JsonPointer> fields = new LinkedHashMap<>();

  RowFields(SyncSource source) {
    source.fields().forEach((name, place) -> fields.put(name, JsonPointer.compile(place)));
  }

  JsonNode of(JsonNode row) {
    if (fields.isEmpty()) {
      return row;
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    fields.forEach(
        (name, place) -> {
          JsonNode value = row.at(place);
          if (!value.isMissingNode()) {
            kept.set(name, value);
          }
        });
    return kept;
  }
}
