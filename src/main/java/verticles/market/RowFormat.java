package verticles.market;

/** How the rows of an imported file are written. */
public enum RowFormat {
  /** Comma-separated values with a header, RFC 4180; a quoted value stays within its line. */
  CSV,
  /** One JSON object a line. */
  NDJSON
}
