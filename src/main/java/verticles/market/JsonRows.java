package verticles.market;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads rows of NDJSON: each line one flat object; numbers are taken as they are written. */
final class JsonRows implements RowReader.Form {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int MOST_NAMES = 20;

  private final Columns columns;

  JsonRows(Columns columns) {
    this.columns = columns;
  }

  @Override
  public RawRow row(long number, String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new RawRow.Broken(number, "is not a JSON object");
      }
      Map<Field, String> texts = new EnumMap<>(Field.class);
      List<String> names = new ArrayList<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        names.add(name);
        Optional<Field> field = columns.field(name);
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          return new RawRow.Broken(number, "has a nested value in " + Values.quoted(name));
        }
        if (field.isPresent() && value != JsonToken.VALUE_NULL) {
          if (texts.put(field.get(), parser.getText().strip()) != null) {
            return new RawRow.Broken(number, "says " + field.get().column() + " twice");
          }
        }
      }
      if (parser.nextToken() != null) {
        return new RawRow.Broken(number, "has more than one JSON object");
      }
      if (texts.isEmpty()) {
        return new RawRow.Broken(number, noField(names));
      }
      return new RawRow.Texts(number, texts);
    } catch (IOException notJson) {
      return new RawRow.Broken(number, "is not a JSON object");
    }
  }

  private static String noField(List<String> names) {
    return "has none of the fields; its names are "
        + names.stream().limit(MOST_NAMES).map(Values::quoted).toList()
        + ", name the right ones with --map name=field";
  }
}
