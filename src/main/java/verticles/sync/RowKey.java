package verticles.sync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;

/** What identifies a row: the text of one field, or several as a JSON array. */
final class RowKey {
  private static final int LONGEST = 500;

  private final List<JsonPointer> places;

  RowKey(SyncSource source) {
    this.places =
        source.key().stream()
            .map(
                name ->
                    name.startsWith("/")
                        ? JsonPointer.compile(name)
                        : JsonPointer.empty().appendProperty(name))
            .toList();
  }

  /** Empty when a field is missing, null, no single value, or all of it is too long. */
  Optional<String> of(JsonNode row) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (JsonPointer place : places) {
      JsonNode value = row.at(place);
      if (value.isMissingNode() || value.isNull() || value.isContainerNode()) {
        return Optional.empty();
      }
      values.add(value.asText());
    }
    String key = values.size() == 1 ? values.get(0).asText() : PageReader.text(values);
    return key.isEmpty() || key.length() > LONGEST ? Optional.empty() : Optional.of(key);
  }

  /** The declared fields, for messages. */
  String names() {
    return String.join(", ", places.stream().map(JsonPointer::toString).toList());
  }
}
