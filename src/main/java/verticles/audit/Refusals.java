package verticles.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.audit.AuditEvent.Who;

/**
 * Makes few rows of many refusals: the first one is a row, those alike within the minute that
 * follows are one more with their number. Of too many different ones, the rest is counted by
 * operation.
 */
final class Refusals {
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final int DIFFERENT = 500;
  static final Who MANY = new Who("", "", "many");

  private record Kind(Who who, String operation, int status) {}

  private static final class Count {
    final AuditEvent first;
    Instant last;
    long more;

    Count(AuditEvent first) {
      this.first = first;
      this.last = first.at();
    }

    void again(AuditEvent event) {
      more++;
      last = event.at();
    }
  }

  private final InstantSource clock;
  private final Map<Kind, Count> counts = new LinkedHashMap<>();
  private @Nullable Instant began;

  Refusals(InstantSource clock) {
    this.clock = clock;
  }

  /** The row to write at once; empty when it is only counted. */
  synchronized Optional<AuditEvent> add(AuditEvent event) {
    if (began == null) {
      began = clock.instant();
    }
    Who who = new Who(event.who().name(), event.who().organisation(), network(event.who()));
    Kind kind = new Kind(who, event.operation(), event.status());
    Count known = counts.get(kind);
    if (known != null) {
      known.again(event);
      return Optional.empty();
    }
    if (counts.size() < DIFFERENT) {
      counts.put(kind, new Count(event));
      return Optional.of(event);
    }
    counts
        .computeIfAbsent(new Kind(MANY, event.operation(), event.status()), kept -> many(event))
        .again(event);
    return Optional.empty();
  }

  private static Count many(AuditEvent event) {
    return new Count(
        new AuditEvent(
            event.at(),
            MANY,
            event.operation(),
            "",
            event.outcome(),
            event.status(),
            "",
            1,
            Optional.empty(),
            Optional.empty()));
  }

  /** Of an IPv6 address, the network of 64 bits that one client has for himself. */
  private static String network(Who who) {
    String[] groups = who.address().split(":", -1);
    return groups.length > 4 ? String.join(":", List.of(groups).subList(0, 4)) : who.address();
  }

  /** The rows of what was counted, once the minute is over. */
  synchronized List<AuditEvent> due() {
    Instant start = began;
    return start == null || Duration.between(start, clock.instant()).compareTo(MINUTE) < 0
        ? List.of()
        : drain();
  }

  /** The rows of what was counted so far. */
  synchronized List<AuditEvent> drain() {
    List<AuditEvent> rows = new ArrayList<>();
    for (Count count : counts.values()) {
      if (count.more > 0) {
        rows.add(count.first.times(count.more, count.last));
      }
    }
    counts.clear();
    began = null;
    return rows;
  }
}
