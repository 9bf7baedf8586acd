package verticles.cache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import verticles.bus.FailureException;
import verticles.coherence.NearMemory;
import verticles.invalidation.Glob;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/**
 * All that this node remembers: entries, absences, and the loads that run. An invalidation reaches
 * each of them, in an order that leaves no gap: first what is about to be kept, then what is kept.
 */
final class Memory implements NearMemory {
  private final EntryStore entries;
  private final Absences absences = new Absences();
  private final Marks marks = new Marks();
  private final Trust trust = new Trust();
  private final Tallies tallies = new Tallies();
  private final CacheCounters counters;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private volatile Consumer<Invalidation> listener = heard -> {};

  Memory(EntryStore entries, CacheCounters counters) {
    this.entries = entries;
    this.counters = counters;
  }

  EntryStore entries() {
    return entries;
  }

  Absences absences() {
    return absences;
  }

  Tallies tallies() {
    return tallies;
  }

  Trust trusted() {
    return trust;
  }

  int runningLoads() {
    return running.size();
  }

  /** The entry that is the answer now, if there is one; takes no lock and allocates nothing. */
  @Nullable Kept answer(String key, long nowMillis) {
    Kept kept = entries.find(key);
    return kept != null && kept.isAnswer(nowMillis) && trust.isGiven() ? kept : null;
  }

  /** The load that a read may wait for: the one that runs, unless it was overtaken. */
  Running join(CacheMessage.Read read, long nowMillis) {
    return running.compute(
        read.key(),
        (key, other) -> other != null && other.counts() ? other : begin(read, nowMillis));
  }

  /** A load that nobody else can wait for. */
  Running begin(CacheMessage.Read read, long nowMillis) {
    String key = read.key();
    Sight sight = marks.see(Keys.namespace(key), read.tags());
    return new Running(read, sight, tallies.of(key), nowMillis);
  }

  void keep(String key, Kept kept, Running load) {
    entries.keep(key, kept, load::counts);
    absences.forget(key);
  }

  /** Keeps that there is nothing for a key; the load must not be overtaken before or after. */
  void keepAbsence(Running load, FailureException failure, Duration life, long nowMillis) {
    String key = load.read().key();
    absences.keep(key, failure, load.sight(), life, nowMillis);
    if (!load.counts()) {
      absences.forget(key);
    }
  }

  /** Entries of a policy that was changed live no longer than it says. */
  void shorten(String policyName, CacheConfig.Policy policy) {
    entries
        .all()
        .forEach(
            (key, kept) -> {
              if (kept.tally().policy().equals(policyName)) {
                entries.change(key, present -> present.with(present.lifetime().within(policy)));
              }
            });
  }

  void ended(Running load) {
    running.remove(load.read().key(), load);
  }

  @Override
  public long apply(Invalidation invalidation) {
    counters.invalidations.increment();
    long covered = 0;
    for (Target target : invalidation.targets()) {
      covered += apply(target, invalidation.mode());
    }
    listener.accept(invalidation);
    return covered;
  }

  void tell(Consumer<Invalidation> whom) {
    listener = whom;
  }

  private long apply(Target target, Mode mode) {
    switch (target) {
      case Target.Key(String key) -> {
        return changeKey(key, mode) ? 1 : 0;
      }
      case Target.Pattern(String glob) -> {
        return changeKeys(Glob.of(glob)::matches, mode);
      }
      case Target.Tag(String tag) -> marks.changeTag(tag, mode);
      case Target.Namespace(String namespace) -> marks.changeNamespace(namespace, mode);
      case Target.Everything everything -> marks.changeEverything(mode);
    }
    return 0;
  }

  private boolean changeKey(String key, Mode mode) {
    Running load = running.get(key);
    if (load != null) {
      load.overtake();
    }
    absences.forget(key);
    return changeEntry(key, mode);
  }

  private boolean changeEntry(String key, Mode mode) {
    if (mode == Mode.REMOVE) {
      return entries.remove(key);
    }
    Kept kept = entries.find(key);
    if (kept != null) {
      kept.expire();
    }
    return kept != null;
  }

  private long changeKeys(Predicate<String> keys, Mode mode) {
    running.forEach(
        (key, load) -> {
          if (keys.test(key)) {
            load.overtake();
          }
        });
    absences.forget(keys);
    return entries.all().keySet().stream()
        .filter(keys)
        .filter(key -> changeEntry(key, mode))
        .count();
  }

  @Override
  public void doubt() {
    trust.doubt();
  }

  @Override
  public void trust() {
    trust.give();
  }

  @Override
  public void forget() {
    counters.forgotten.increment();
    marks.changeEverything(Mode.REMOVE);
  }
}
