package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;

/**
 * The few answers of one event loop that are wanted again and again within a second. Each lies
 * whole in memory that the kernel reads, so that sending it once more copies nothing before the
 * system call. The shelf alone owns that memory, a few MiB at most.
 */
final class Shelf {
  private static final int PLACES = 64;

  /** Larger answers are copied each time: there the copy is not what counts. */
  private static final int LONGEST = 64 * 1024;

  private static final int BUSY = 8;

  private final ArrayDeque<WireAnswer> kept = new ArrayDeque<>();
  private boolean closed;

  /** The whole answer in one buffer; who writes it releases it. */
  ByteBuf take(
      WireAnswer answer, RequestIds ids, CharSequence timing, ByteBufAllocator memory) {
    if (answer.isReady(timing)) {
      return answer.share(ids, timing);
    }
    if (answer.asked() == BUSY && answer.size() <= LONGEST && !closed) {
      if (kept.size() == PLACES) {
        kept.removeFirst().discard();
      }
      answer.keep(memory);
      kept.addLast(answer);
    }
    return answer.write(ids, timing, memory);
  }

  /** Lets go of what was made before that time. */
  void sweep(long madeBeforeMillis) {
    while (!kept.isEmpty() && kept.peekFirst().madeAtMillis < madeBeforeMillis) {
      kept.removeFirst().discard();
    }
  }

  /** Lets go of everything, for good. */
  void close() {
    closed = true;
    sweep(Long.MAX_VALUE);
  }

  int size() {
    return kept.size();
  }
}
