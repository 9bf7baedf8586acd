package verticles.warming;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what the warming of this node has on its way. Safe to call from every thread. */
final class OwnLoads {
  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicInteger bundles = new AtomicInteger();

  /** Questions that are not answered yet, each of which may be a load. */
  int questions() {
    return questions.get();
  }

  /** Bundles of them: a source is asked for one after the other of each. */
  int bundles() {
    return bundles.get();
  }

  void begin(int bundle) {
    bundles.incrementAndGet();
    questions.addAndGet(bundle);
  }

  void answered() {
    questions.decrementAndGet();
  }

  void end() {
    bundles.decrementAndGet();
  }
}
