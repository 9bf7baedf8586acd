package verticles.dataset;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * A scanned statement.
 *
 * @param firstWord of the statement, as it is written; empty when there is none
 */
record SqlStatement(List<Piece> pieces, String firstWord) {

  /** A part of the statement. */
  sealed interface Piece {}

  /** SQL that is taken as it is. */
  record Text(String sql) implements Piece {}

  /** The place of a parameter. */
  record Name(String name) implements Piece {}

  /** Whether it begins as a query does. */
  boolean isQuery() {
    String word = firstWord.toUpperCase(Locale.ROOT);
    return word.equals("SELECT") || word.equals("WITH");
  }

  /** The parameters it uses, in the order of their first use. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Piece piece : pieces) {
      if (piece instanceof Name(String name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** The same statement for a prepared query: each name is {@code $n::type}. */
  BoundSql bound(Function<String, String> sqlTypeOf) {
    List<String> binds = new ArrayList<>(names());
    StringBuilder sql = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Text(String text) -> sql.append(text);
        case Name(String name) ->
            sql.append('$')
                .append(binds.indexOf(name) + 1)
                .append("::")
                .append(sqlTypeOf.apply(name));
      }
    }
    return new BoundSql(sql.toString(), binds);
  }
}
