package verticles.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Shows how much of a file was read. */
final class ProgressBar extends FilterInputStream {
  private final Bar bar;
  private final long total;
  private long read;

  ProgressBar(InputStream file, long total, Bar bar) {
    super(file);
    this.total = total;
    this.bar = bar;
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
    bar.show(read, total);
  }

  @Override
  public void close() throws IOException {
    super.close();
    bar.end();
  }
}
