package verticles.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a dataset is read page by page: a cursor holds the order's columns of the last row of a page,
 * and the next page begins after them.
 *
 * @param columns of the order by their names in SQL, each with its type
 */
record Paging(String dataset, Map<String, ParameterType> columns) {
  private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9_-]{1,4000}");

  /** The parameter that a client gives a cursor in. */
  static final Parameter CURSOR =
      new Parameter(
          ReservedNames.CURSOR,
          "cursor",
          new ParameterType.Text(Optional.of(ALPHABET), 4000),
          false,
          Optional.empty(),
          "Where the page begins: the nextCursor of the page before; without it, at the start.");

  /** The cursor after a row with those texts in the columns of the order. */
  String cursor(List<String> values) {
    StringBuilder plain = new StringBuilder(Texts.encoded(dataset));
    values.forEach(value -> plain.append('&').append(Texts.encoded(value)));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What the columns' {@link #binds} are for that cursor; empty when it is not of this dataset. */
  Optional<Map<String, String>> after(String cursor) {
    if (!ALPHABET.matcher(cursor).matches()) {
      return Optional.empty();
    }
    try {
      byte[] plain = Base64.getUrlDecoder().decode(cursor);
      List<String> values = new ArrayList<>();
      for (String part : new String(plain, StandardCharsets.UTF_8).split("&", -1)) {
        values.add(Texts.decoded(part));
      }
      values.removeFirst();
      boolean ours = values.size() == columns.size() && cursor(values).equals(cursor);
      return ours ? after(values) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private Optional<Map<String, String>> after(List<String> values) {
    Map<String, String> after = new LinkedHashMap<>();
    Iterator<String> value = values.iterator();
    columns.forEach(
        (column, type) ->
            canonical(type, value.next())
                .ifPresent(text -> after.put(ReservedNames.AFTER + column, text)));
    return Optional.of(after).filter(all -> all.size() == columns.size());
  }

  private static Optional<String> canonical(ParameterType type, String text) {
    return switch (type) {
      case ParameterType.Plain plain -> plain.canonical(text);
      case ParameterType.Moment moment ->
          Optional.of(text).filter(instant -> instant.endsWith("Z") && Moments.isAbsolute(instant));
    };
  }

  /** The names in SQL of the columns of the row before the page, with their types. */
  Map<String, ParameterType> binds() {
    Map<String, ParameterType> binds = new LinkedHashMap<>();
    columns.forEach((column, type) -> binds.put(ReservedNames.AFTER + column, type));
    return binds;
  }
}
