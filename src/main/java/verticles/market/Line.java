package verticles.market;

/** One line of an imported file; the first has number 1. */
sealed interface Line {
  long number();

  /** A line that can be read. */
  record Text(long number, String text) implements Line {}

  /** A line that is not text, with the reason. */
  record Unreadable(long number, String reason) implements Line {}
}
