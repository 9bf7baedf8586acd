package verticles.coherence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import verticles.invalidation.Invalidation;

/** The memory of a node in the smallest form: the versions it would serve, each by its key. */
final class ModelMemory implements NearMemory {
  private final Map<String, Integer> kept = new HashMap<>();
  private final List<Invalidation> applied = new ArrayList<>();
  private boolean doubted;
  private int changes;
  private int doubts;
  private int trusts;
  private int forgets;

  /** What a read answers: in doubt the source, else what is kept. An overtaken load is not kept. */
  int read(String key, Function<String, Integer> source) {
    int before;
    synchronized (this) {
      Integer known = doubted ? null : kept.get(key);
      if (known != null) {
        return known;
      }
      before = changes;
    }
    // not under the lock: a source that waits would hold up whoever tells of a change
    int loaded = source.apply(key);
    synchronized (this) {
      if (!doubted && changes == before) {
        kept.put(key, loaded);
      }
    }
    return loaded;
  }

  @Override
  public synchronized long apply(Invalidation invalidation) {
    changes++;
    applied.add(invalidation);
    int before = kept.size();
    kept.keySet().removeIf(key -> invalidation.covers(key, List.of("tag:" + key)));
    return before - kept.size();
  }

  @Override
  public synchronized void doubt() {
    changes++;
    doubted = true;
    doubts++;
  }

  @Override
  public synchronized void trust() {
    changes++;
    doubted = false;
    trusts++;
  }

  @Override
  public synchronized void forget() {
    changes++;
    kept.clear();
    forgets++;
  }

  synchronized List<Invalidation> applied() {
    return List.copyOf(applied);
  }

  synchronized long timesApplied(String id) {
    return applied.stream().filter(change -> change.id().equals(id)).count();
  }

  synchronized boolean isDoubted() {
    return doubted;
  }

  synchronized int doubts() {
    return doubts;
  }

  synchronized int trusts() {
    return trusts;
  }

  synchronized int forgets() {
    return forgets;
  }
}
