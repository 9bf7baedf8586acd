package verticles;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Since when each value of one item is known to count. Values only grow. */
final class ItemHistory {
  /** How a change becomes known, and how long an older value may then still be read. */
  enum Way {
    TRIGGER(Duration.ofSeconds(5)),
    REMOVE(Duration.ofSeconds(2)),
    EXPIRE(Duration.ofSeconds(2));

    private final Duration grace;

    Way(Duration grace) {
      this.grace = grace;
    }

    Duration grace() {
      return grace;
    }
  }

  /** A value that was read although a newer one counted for {@code age} already. */
  record Outdated(long newer, Way way, Duration age) {
    boolean forbidden() {
      return age.compareTo(way.grace()) > 0;
    }
  }

  private record Known(Way way, long nanos) {}

  private final ConcurrentSkipListMap<Long, Known> values = new ConcurrentSkipListMap<>();

  /** This value was acknowledged now. */
  void acknowledged(long value, Way way) {
    values.put(value, new Known(way, System.nanoTime()));
  }

  /** The worst newer value that counted before the read began; age zero when there is none. */
  Outdated judge(long value, long began) {
    Outdated worst = new Outdated(value, Way.TRIGGER, Duration.ZERO);
    for (Map.Entry<Long, Known> newer : values.tailMap(value, false).entrySet()) {
      Known known = newer.getValue();
      Outdated found =
          new Outdated(newer.getKey(), known.way(), Duration.ofNanos(began - known.nanos()));
      if (found.forbidden() && !worst.forbidden()
          || found.age().compareTo(worst.age()) > 0 && found.forbidden() == worst.forbidden()) {
        worst = found;
      }
    }
    return worst;
  }
}
