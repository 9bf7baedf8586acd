package verticles.http;

import java.time.Duration;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * Whether an upload comes quickly enough. Only the time spent waiting for the client counts: what
 * the importer takes is not the client's fault. Used by the thread that reads.
 */
final class UploadPace {
  private final Duration stall;
  private final long slowest;
  private long waitedNanos;
  private long bytes;

  /**
   * An upload that begins.
   *
   * @param stall how long one part may be waited for, and how long slowness is borne
   * @param slowest bytes per second; 0 for any pace
   */
  UploadPace(Duration stall, long slowest) {
    this.stall = stall;
    this.slowest = slowest;
  }

  /** How long the next part may be waited for. */
  long patienceMillis() {
    return stall.toMillis();
  }

  FailureException stalled() {
    return FailureException.of(
        Failure.BAD_REQUEST, "The upload stalled for %d s.".formatted(stall.toSeconds()));
  }

  /**
   * A part came.
   *
   * @throws FailureException when all that came so far is too little for the time it took
   */
  void came(int length, long nanos) {
    bytes += length;
    waitedNanos += nanos;
    if (waitedNanos > stall.toNanos() && bytes < slowest * (waitedNanos / 1e9)) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "The upload came more slowly than %d bytes a second.".formatted(slowest));
    }
  }
}
