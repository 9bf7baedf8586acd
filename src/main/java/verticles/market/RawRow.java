package verticles.market;

import java.util.Map;

/** One row as its file writes it. */
sealed interface RawRow {
  long line();

  /** The texts of the fields that the row has and that are not empty. */
  record Texts(long line, Map<Field, String> texts) implements RawRow {}

  /** A line that is no row at all, with the reason. */
  record Broken(long line, String reason) implements RawRow {}
}
