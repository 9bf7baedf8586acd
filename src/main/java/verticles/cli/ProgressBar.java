package verticles.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how much of a file was read, when a person watches; it is silent otherwise. */
final class ProgressBar extends FilterInputStream {
  private static final int WIDTH = 40;

  private final PrintWriter terminal;
  private final long total;
  private final boolean watched;
  private long read;
  private int shown = -1;

  ProgressBar(InputStream file, long total, PrintWriter terminal, boolean watched) {
    super(file);
    this.total = total;
    this.terminal = terminal;
    this.watched = watched;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? -1 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    count(count);
    return count;
  }

  private void count(int bytes) {
    if (bytes > 0) {
      read += bytes;
    }
    int percent = total == 0 ? 100 : (int) (100 * read / total);
    if (watched && percent != shown) {
      shown = percent;
      int filled = WIDTH * percent / 100;
      terminal.print(
          String.format(
              Locale.ROOT,
              "\r[%s%s] %3d %%",
              "#".repeat(filled),
              "-".repeat(WIDTH - filled),
              percent));
      terminal.flush();
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    if (watched && shown >= 0) {
      terminal.println();
    }
  }
}
