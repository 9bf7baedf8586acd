package verticles.llm;

/**
 * A part of a document, from one character to before another. Parts follow each other without gaps.
 *
 * @param before white space that comes first
 * @param core what the model works on; empty when there is white space alone
 * @param after white space that comes last
 * @param end where the next part begins
 */
record Part(String before, String core, String after, int end) {
  /** A border is looked for in the last half of what may be taken. */
  private static final double SHORTEST = 0.5;

  private static final String[] BORDERS = {"\n\n", "\r\n\r\n", "\n", ". ", "! ", "? ", "。", " "};

  /**
   * The next part: as much as may be taken, up to the end of a paragraph; else of a line, of a
   * sentence, of a word.
   *
   * @param at where it begins
   * @param most characters of it, above 1
   */
  static Part next(String text, int at, int most) {
    int end = end(text, at, most);
    String whole = text.substring(at, end);
    String core = whole.strip();
    int start = core.isEmpty() ? whole.length() : whole.indexOf(core);
    return new Part(
        whole.substring(0, start),
        core,
        core.isEmpty() ? "" : whole.substring(start + core.length()),
        end);
  }

  private static int end(String text, int at, int most) {
    if (text.length() - at <= most) {
      return text.length();
    }
    int last = at + most;
    int first = at + (int) (most * SHORTEST);
    for (String border : BORDERS) {
      int found = text.lastIndexOf(border, last - border.length());
      if (found >= first) {
        return found + border.length();
      }
    }
    // never between the two halves of a character
    return Character.isHighSurrogate(text.charAt(last - 1)) ? last - 1 : last;
  }

  boolean isBlank() {
    return core.isEmpty();
  }

  /** The result in its place: with the white space that was around the part. */
  String framed(String result) {
    return before + result.strip() + after;
  }
}
