package verticles.dataset;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Collects the body of an answer and fails it with TOO_LARGE past the dataset's limit. */
final class BoundedBytes extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
  private final Dataset dataset;

  BoundedBytes(Dataset dataset) {
    this.dataset = dataset;
  }

  @Override
  public void write(int b) {
    check(1);
    bytes.write(b);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    check(length);
    bytes.write(from, offset, length);
  }

  private void check(int more) {
    if (bytes.size() + (long) more > dataset.maxBytes()) {
      throw dataset.tooLarge();
    }
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
