package verticles.http;

import io.netty.buffer.ByteBuf;

/** Header lines that go on in the next one, which begins with a space or a tab (obs-fold). */
final class FoldedLines {
  private FoldedLines() {}

  /** Whether there is one among these whole lines of a head. */
  static boolean areIn(ByteBuf bytes, int from, int to) {
    int line = from;
    while (line < to) {
      byte first = bytes.getByte(line);
      if (first == ' ' || first == '\t') {
        return true;
      }
      int end = bytes.indexOf(line, to, (byte) '\n');
      line = end < 0 ? to : end + 1;
    }
    return false;
  }
}
