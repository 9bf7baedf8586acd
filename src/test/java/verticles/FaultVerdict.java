package verticles;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was seen under each fault, and what was a violation. */
final class FaultVerdict {
  private static final Duration LONGEST_FREEZE = Duration.ofSeconds(4);

  private final Map<FaultKind, Row> rows = new EnumMap<>(FaultKind.class);
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Duration longest;
  private volatile Row row;

  /**
   * Made with the time that no read may take; one that a frozen node answers may take the freeze
   * longer.
   */
  FaultVerdict(Duration longest) {
    this.longest = longest;
    for (FaultKind fault : FaultKind.values()) {
      rows.put(fault, new Row(fault));
    }
    this.row = row(FaultKind.NONE);
  }

  /** Reads that begin from now on happen under this fault. */
  void begin(FaultKind fault) {
    row = row(fault);
    row.times++;
  }

  /** The present one. */
  Row row() {
    return row;
  }

  private Row row(FaultKind fault) {
    return rows.getOrDefault(fault, new Row(fault));
  }

  void violation(String what) {
    violations.add(what);
    System.err.println("VIOLATION " + what);
  }

  List<String> violations() {
    return violations;
  }

  String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | fault | times | reads | not answered 200 | longest read | oldest after API | oldest after commit | changes | loads | violations |
            |---|---|---|---|---|---|---|---|---|---|
            """);
    rows.values().forEach(known -> table.append(known.line()));
    return table.toString();
  }

  /** What was seen under one fault. */
  final class Row {
    private final FaultKind fault;
    private final Map<String, Integer> failures = new TreeMap<>();
    private int times;
    private int reads;
    private int wrong;
    private long changes;
    private long loads;
    private Duration slowest = Duration.ZERO;
    private Duration afterApi = Duration.ZERO;
    private Duration afterCommit = Duration.ZERO;

    private Row(FaultKind fault) {
      this.fault = fault;
    }

    synchronized int failures() {
      return failures.values().stream().mapToInt(count -> count).sum();
    }

    synchronized void failed(String why) {
      reads++;
      failures.merge(why, 1, Integer::sum);
    }

    synchronized void took(Duration time, String what) {
      slowest = time.compareTo(slowest) > 0 ? time : slowest;
      Duration bound = fault == FaultKind.NODE_FROZEN ? longest.plus(LONGEST_FREEZE) : longest;
      if (time.compareTo(bound) > 0) {
        wrong(what + " took " + time);
      }
    }

    synchronized void judged(
        ItemHistory.Outdated found, long value, String where, HttpResponse<String> answer) {
      reads++;
      if (found.way() == ItemHistory.Way.TRIGGER) {
        afterCommit = found.age().compareTo(afterCommit) > 0 ? found.age() : afterCommit;
      } else {
        afterApi = found.age().compareTo(afterApi) > 0 ? found.age() : afterApi;
      }
      if (found.forbidden()) {
        wrong(
            "%s answered %d (%s, age %s), %s after %d was acknowledged by %s"
                .formatted(
                    where,
                    value,
                    answer.headers().firstValue("X-Cache-Status").orElse("?"),
                    answer.headers().firstValue("Age").orElse("?"),
                    found.age(),
                    found.newer(),
                    found.way()));
      }
    }

    /** One stampede at most: each item once a node, and each change once a node. */
    synchronized void loaded(long changed, long made, long bound) {
      changes += changed;
      loads += made;
      if (made > bound) {
        wrong("%d loads for %d changes, more than %d".formatted(made, changed, bound));
      }
    }

    synchronized void wrong(String what) {
      wrong++;
      violation(fault + ": " + what);
    }

    private synchronized String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %s | %.2f s | %.2f s | %.2f s | %d | %d | %d |%n",
          fault,
          times,
          reads,
          failures.isEmpty() ? "0" : failures.toString().replaceAll("[{}]", "").replace("=", ": "),
          slowest.toMillis() / 1e3,
          afterApi.toMillis() / 1e3,
          afterCommit.toMillis() / 1e3,
          changes,
          loads,
          wrong);
    }
  }
}
