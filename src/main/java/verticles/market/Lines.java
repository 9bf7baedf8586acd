package verticles.market;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Splits a stream into lines of UTF-8 without ever holding more than one. A line that is too long,
 * is not UTF-8 or contains NUL is told apart; the lines after it are read as usual.
 */
final class Lines {
  /** The longest line in bytes, without its end. */
  static final int LONGEST = 64 * 1024;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private final byte[] line = new byte[LONGEST];
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private int position;
  private int limit;
  private long number;

  Lines(InputStream in) {
    this.in = in;
  }

  /** The next line without its end (LF or CRLF); empty at the end of the stream. */
  Optional<Line> next() throws IOException {
    int length = 0;
    boolean any = false;
    while (position < limit || fill()) {
      any = true;
      int end = endOfLine();
      int part = end - position;
      if (length + part <= LONGEST) {
        System.arraycopy(buffer, position, line, length, part);
      }
      length = Math.min(length + part, LONGEST + 1);
      position = end;
      if (end < limit) {
        position++;
        break;
      }
    }
    if (!any) {
      return Optional.empty();
    }
    number++;
    return Optional.of(length > LONGEST ? tooLong() : decoded(length));
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  private int endOfLine() {
    int end = position;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private Line tooLong() {
    return new Line.Unreadable(number, "is longer than 64 KiB");
  }

  private Line decoded(int length) {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    int start = number == 1 && startsWithMark(end) ? BYTE_ORDER_MARK.length : 0;
    try {
      String text = decoder.decode(ByteBuffer.wrap(line, start, end - start)).toString();
      return text.indexOf('\0') >= 0
          ? new Line.Unreadable(number, "contains a NUL character")
          : new Line.Text(number, text);
    } catch (CharacterCodingException notText) {
      return new Line.Unreadable(number, "is not valid UTF-8");
    }
  }

  private boolean startsWithMark(int end) {
    return end >= BYTE_ORDER_MARK.length
        && ByteBuffer.wrap(line, 0, BYTE_ORDER_MARK.length)
            .equals(ByteBuffer.wrap(BYTE_ORDER_MARK));
  }
}
