package verticles.shared;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.invalidation.Invalidation;

/** A record of invalidations in memory, which can be away, and can have forgotten its beginning. */
final class MemoryLog implements ChangeLog {
  private final List<Invalidation> all = new ArrayList<>();
  private int first;
  private int asked;
  private boolean away;

  synchronized void add(Invalidation invalidation) {
    all.add(invalidation);
  }

  synchronized void away(boolean isAway) {
    away = isAway;
  }

  synchronized void forgetBeginning() {
    first = all.size();
  }

  /** How often it was asked for everything since a mark. */
  synchronized int asked() {
    return asked;
  }

  /** The mark after what it has now. */
  synchronized String mark() {
    return "m" + all.size();
  }

  @Override
  public synchronized Future<Changes> since(String mark) {
    if (away) {
      return Future.failedFuture(FailureException.of(Failure.UNAVAILABLE, "away"));
    }
    asked++;
    if (mark.isEmpty()) {
      return Future.succeededFuture(new Changes(List.of(), true, mark()));
    }
    int from = Integer.parseInt(mark.substring(1));
    return Future.succeededFuture(
        from < first
            ? new Changes(List.of(), false, mark())
            : new Changes(all.subList(from, all.size()), true, mark()));
  }
}
