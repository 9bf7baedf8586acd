package verticles.cache;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** The tallies of all patterns; what is over the limit shares the last one. */
final class Tallies {
  private static final int MOST = 1000;
  private static final String REST = "*";

  private final Map<String, Tally> byPattern = new ConcurrentHashMap<>();

  /** The tally of the pattern that a key belongs to. */
  Tally of(String key) {
    String pattern = Keys.pattern(key);
    Tally known = byPattern.get(pattern);
    if (known != null) {
      return known;
    } else if (byPattern.size() >= MOST) {
      return byPattern.computeIfAbsent(REST, rest -> new Tally(REST, REST));
    }
    return byPattern.computeIfAbsent(pattern, fresh -> new Tally(Keys.namespace(key), fresh));
  }

  Collection<Tally> all() {
    return byPattern.values();
  }

  long sum(Function<Tally, LongAdder> counter) {
    return byPattern.values().stream().mapToLong(tally -> counter.apply(tally).sum()).sum();
  }
}
