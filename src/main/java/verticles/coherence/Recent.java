package verticles.coherence;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import verticles.invalidation.Invalidation;

/** The invalidations that this node applied in the last ten seconds; at most 1,000. */
final class Recent {
  private static final long REMEMBERED_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final int MOST = 1_000;
  private static final int MOST_TOLD = 16;

  private record At(long millis, Invalidation invalidation) {}

  private final InstantSource clock;
  private final Deque<At> newestFirst = new ArrayDeque<>();

  Recent(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(Invalidation invalidation) {
    newestFirst.addFirst(new At(clock.millis(), invalidation));
    if (newestFirst.size() > MOST) {
      newestFirst.removeLast();
    }
  }

  /** Those that cover an entry, newest first; at most 16. */
  synchronized List<Invalidation> covering(String key, Collection<String> tags) {
    long now = clock.millis();
    // a clock that was set back must not keep them for ever
    newestFirst.removeIf(at -> Math.abs(now - at.millis()) > REMEMBERED_MILLIS);
    if (newestFirst.isEmpty()) {
      return List.of();
    }
    List<Invalidation> found = new ArrayList<>();
    for (Iterator<At> each = newestFirst.iterator(); each.hasNext() && found.size() < MOST_TOLD; ) {
      Invalidation invalidation = each.next().invalidation();
      if (invalidation.covers(key, tags)) {
        found.add(invalidation);
      }
    }
    return found;
  }
}
