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
  private int doubts;
  private int trusts;
  private int forgets;

  /** What a read answers: in doubt the source, else what is kept. */
  synchronized int read(String key, Function<String, Integer> source) {
    return doubted ? source.apply(key) : kept.computeIfAbsent(key, source);
  }

  @Override
  public synchronized long apply(Invalidation invalidation) {
    applied.add(invalidation);
    int before = kept.size();
    kept.keySet().removeIf(key -> invalidation.covers(key, List.of("tag:" + key)));
    return before - kept.size();
  }

  @Override
  public synchronized void doubt() {
    doubted = true;
    doubts++;
  }

  @Override
  public synchronized void trust() {
    doubted = false;
    trusts++;
  }

  @Override
  public synchronized void forget() {
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
