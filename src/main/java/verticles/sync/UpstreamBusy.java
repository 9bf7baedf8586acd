package verticles.sync;

import java.time.Duration;

/** Says that an upstream wants to be left alone for longer than an attempt waits. */
final class UpstreamBusy extends RuntimeException {
  private final Duration wait;

  UpstreamBusy(String detail, Duration wait) {
    super(detail, null, false, false);
    this.wait = wait;
  }

  Duration pause() {
    return wait;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
