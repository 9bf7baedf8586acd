package verticles.market;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Writes rows to a running COPY in its text format, a block at a time. */
final class CopyRows {
  private static final int BLOCK = 32 * 1024;

  private final CopyIn copy;
  private final StringBuilder block = new StringBuilder(BLOCK + 1024);
  private boolean inRow;

  CopyRows(CopyIn copy) {
    this.copy = copy;
  }

  /** The next value of the row; null is SQL's NULL. */
  CopyRows value(@Nullable Object value) {
    if (inRow) {
      block.append('\t');
    }
    inRow = true;
    switch (value) {
      case null -> block.append("\\N");
      case String text -> escape(text);
      default -> block.append(value);
    }
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> block.append("\\\\");
        case '\t' -> block.append("\\t");
        case '\n' -> block.append("\\n");
        case '\r' -> block.append("\\r");
        default -> block.append(text.charAt(i));
      }
    }
  }

  void endRow() throws SQLException {
    block.append('\n');
    inRow = false;
    if (block.length() >= BLOCK) {
      flush();
    }
  }

  /** Sends the rest; the rows count when their transaction is committed. */
  long end() throws SQLException {
    flush();
    return copy.endCopy();
  }

  private void flush() throws SQLException {
    byte[] bytes = block.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    block.setLength(0);
  }
}
