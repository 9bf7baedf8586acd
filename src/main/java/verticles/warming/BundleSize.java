package verticles.warming;

import java.util.concurrent.TimeUnit;

/**
 * Says how many questions of a run go together: as many as are answered in a moment, because each
 * of them is there when the last one is, and who waits for one waits for all. Not safe for several
 * threads.
 */
final class BundleSize {
  static final int MOST = 32;

  private static final long MOMENT_MICROS = TimeUnit.MILLISECONDS.toMicros(20);

  private int size = 1;

  int now() {
    return size;
  }

  /** Notes how long it took to answer so many together. */
  void finished(int questions, long micros) {
    if (micros > MOMENT_MICROS) {
      size = Math.max(1, Math.min(size, questions) / 2);
    } else if (questions >= size) {
      size = Math.min(MOST, 2 * size);
    }
  }

  /** Notes that some could not be answered: then the others were asked for twice. */
  void failed() {
    size = Math.max(1, size / 2);
  }
}
