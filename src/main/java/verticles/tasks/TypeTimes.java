package verticles.tasks;

import java.util.HashMap;
import java.util.Map;

/** What this node counted by type since it was written down last. Safe from every thread. */
final class TypeTimes {
  /** The counts of one type. */
  static final class Counts {
    final Times waits = new Times();
    final Times runs = new Times();
    int succeeded;
    int failed;
    int other;
  }

  private Map<String, Counts> counts = new HashMap<>();

  synchronized void waited(String type, long millis) {
    of(type).waits.add(millis);
  }

  synchronized void ran(String type, String outcome, long millis) {
    Counts its = of(type);
    its.runs.add(millis);
    switch (outcome) {
      case "succeeded" -> its.succeeded++;
      case "failed", "crashed" -> its.failed++;
      default -> its.other++;
    }
  }

  private Counts of(String type) {
    return counts.computeIfAbsent(type, name -> new Counts());
  }

  /** Hands over what was counted, and begins anew. */
  synchronized Map<String, Counts> drain() {
    Map<String, Counts> drained = counts;
    counts = new HashMap<>();
    return drained;
  }
}
