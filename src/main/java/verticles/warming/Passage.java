package verticles.warming;

import java.util.concurrent.TimeUnit;

/** A bundle of questions on its way through the gate. Safe to call from every thread. */
final class Passage {
  private final Gate gate;
  private final int bundle;
  private final long begun = System.nanoTime();
  private int left;
  private boolean anyLoaded;
  private boolean anyFailed;

  /** One of so many questions, at least one, that has just entered. */
  Passage(Gate gate, int bundle) {
    this.gate = gate;
    this.bundle = bundle;
    this.left = bundle;
  }

  /** One of them needed no load. */
  synchronized void fresh() {
    answered();
  }

  synchronized void loaded() {
    anyLoaded = true;
    answered();
  }

  synchronized void failed() {
    anyFailed = true;
    answered();
  }

  private void answered() {
    gate.answered();
    left--;
    if (left > 0) {
      return;
    }
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
    if (anyFailed) {
      gate.leaveFailed(bundle, micros);
    } else if (anyLoaded) {
      gate.leaveAfter(bundle, micros);
    } else {
      gate.leave();
    }
  }
}
