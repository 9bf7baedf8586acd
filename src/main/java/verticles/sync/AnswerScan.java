package verticles.sync;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.tasks.TaskFailure;

/** Goes through an answer once, without building a tree, and finds its rows and its next cursor. */
final class AnswerScan {
  private static final int NAMES_TOLD = 10;
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_NEXT = 2_000;

  private final String rowsAt;
  private final Optional<String> nextAt;
  private final RowTexts rows;
  private final List<String> names = new ArrayList<>();
  private @Nullable JsonToken root;
  private boolean found;
  private Optional<String> next = Optional.empty();

  private AnswerScan(SyncSource source, byte[] body) {
    this.rowsAt = source.rows();
    this.nextAt = source.paging() == Paging.CURSOR ? Optional.of(source.next()) : Optional.empty();
    this.rows = new RowTexts(body);
  }

  /**
   * Reads it through.
   *
   * @throws IOException when it is not JSON: it may have been cut off
   * @throws TaskFailure when it is, and does not have the declared shape
   */
  static AnswerScan of(SyncSource source, byte[] body) throws IOException {
    AnswerScan scan = new AnswerScan(source, body);
    try (JsonParser parser = PageReader.JSON.createParser(body)) {
      scan.read(parser);
    }
    if (!scan.found) {
      throw shape(
          "There is no array of rows at '%s'; the answer %s."
              .formatted(source.rows(), scan.described()));
    }
    return scan;
  }

  RowTexts rows() {
    return rows;
  }

  /** The next cursor; empty at the end. */
  Optional<String> next() {
    return next;
  }

  private void read(JsonParser parser) throws IOException {
    boolean over = false;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (over) {
        throw new IOException("more than one value");
      }
      if (root == null) {
        root = token;
      }
      if (token.isStructStart() || token.isScalarValue()) {
        value(parser, token);
      }
      over = parser.getParsingContext().inRoot();
    }
    if (!over) {
      throw new IOException("an empty answer");
    }
  }

  private void value(JsonParser parser, JsonToken token) throws IOException {
    JsonPointer here = parser.getParsingContext().pathAsPointer();
    boolean top = !here.matches() && here.tail().matches();
    if (top && names.size() < NAMES_TOLD) {
      names.add(here.getMatchingProperty());
    }
    String place = here.toString();
    if (place.equals(rowsAt) && token == JsonToken.START_ARRAY) {
      found = true;
      rows(parser);
    } else if (nextAt.filter(place::equals).isPresent()) {
      next = cursor(parser, token);
    } else if (!leads(place)) {
      parser.skipChildren();
    }
  }

  /** Whether the rows or the cursor lie deeper within. */
  private boolean leads(String place) {
    return rowsAt.startsWith(place + "/")
        || nextAt.filter(deeper -> deeper.startsWith(place + "/")).isPresent();
  }

  private void rows(JsonParser parser) throws IOException {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token != JsonToken.START_OBJECT) {
        throw shape("The row %d is no JSON object.".formatted(rows.size() + 1));
      }
      long from = parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      long to = parser.currentLocation().getByteOffset();
      if (from < 0) {
        throw shape("It is not in UTF-8.");
      }
      rows.add((int) from, (int) to);
    }
  }

  private Optional<String> cursor(JsonParser parser, JsonToken token) throws IOException {
    if (token.isStructStart() || token == JsonToken.VALUE_TRUE) {
      throw shape("The next cursor at '%s' is no text.".formatted(nextAt.orElse("")));
    }
    if (token == JsonToken.VALUE_FALSE || token == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    String text = parser.getText();
    if (text.length() > LONGEST_NEXT) {
      throw shape("The next cursor has more than %d characters.".formatted(LONGEST_NEXT));
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static TaskFailure shape(String detail) {
    return TaskFailure.permanent("The upstream's answer has another shape. " + detail);
  }

  private String described() {
    if (root != JsonToken.START_OBJECT) {
      return "is " + (root == JsonToken.START_ARRAY ? "an array" : "no object");
    }
    return "has "
        + String.join(
            ", ",
            names.stream().map(n -> n.substring(0, Math.min(LONGEST_NAME, n.length()))).toList());
  }
}
