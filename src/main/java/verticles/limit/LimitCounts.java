package verticles.limit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was let through and what was refused, by class and kind of subject. */
final class LimitCounts {
  private final Map<RouteClass, Map<SubjectKind, LongAdder>> allowed = table();
  private final Map<RouteClass, Map<SubjectKind, LongAdder>> refused = table();

  LimitCounts(MeterRegistry meters) {
    for (RouteClass work : RouteClass.values()) {
      for (SubjectKind kind : SubjectKind.values()) {
        register(meters, "allowed", "Requests let through by a limit", allowed, work, kind);
        register(meters, "refused", "Requests refused by a limit", refused, work, kind);
      }
    }
  }

  private static Map<RouteClass, Map<SubjectKind, LongAdder>> table() {
    Map<RouteClass, Map<SubjectKind, LongAdder>> table = new EnumMap<>(RouteClass.class);
    for (RouteClass work : RouteClass.values()) {
      Map<SubjectKind, LongAdder> row = new EnumMap<>(SubjectKind.class);
      for (SubjectKind kind : SubjectKind.values()) {
        row.put(kind, new LongAdder());
      }
      table.put(work, row);
    }
    return table;
  }

  private static void register(
      MeterRegistry meters,
      String name,
      String description,
      Map<RouteClass, Map<SubjectKind, LongAdder>> table,
      RouteClass work,
      SubjectKind kind) {
    FunctionCounter.builder("spinreserve.limits." + name, adder(table, work, kind), LongAdder::sum)
        .description(description)
        .tag("class", work.label())
        .tag("subject", kind.label())
        .register(meters);
  }

  private static LongAdder adder(
      Map<RouteClass, Map<SubjectKind, LongAdder>> table, RouteClass work, SubjectKind kind) {
    Map<SubjectKind, LongAdder> row = table.getOrDefault(work, Map.of());
    return row.getOrDefault(kind, new LongAdder());
  }

  void allowed(Rule rule, long count) {
    adder(allowed, rule.work(), rule.kind()).add(count);
  }

  void refused(Rule rule) {
    adder(refused, rule.work(), rule.kind()).increment();
  }

  /** All that were refused. */
  long refused() {
    return refused.values().stream()
        .flatMap(row -> row.values().stream())
        .mapToLong(LongAdder::sum)
        .sum();
  }
}
