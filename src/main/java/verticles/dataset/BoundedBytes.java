package verticles.dataset;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import verticles.bus.Failure;
import verticles.bus.FailureException;

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
      throw FailureException.of(
          Failure.TOO_LARGE,
          "The dataset %s answers at most %d bytes, and this question has more; ask for a shorter span."
              .formatted(dataset.name(), dataset.maxBytes()));
    }
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
