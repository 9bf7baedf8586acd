package verticles.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import verticles.bus.FailureException;

/** Remembers for a short while that a source has nothing for a key. */
final class Absences {
  private static final int MOST = 10_000;

  private final Cache<String, Absence> known =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  private record Absence(FailureException failure, Sight sight, long fromMillis, long toMillis) {
    boolean counts(long nowMillis) {
      return nowMillis < toMillis && nowMillis >= fromMillis && sight.isCurrent();
    }
  }

  void keep(String key, FailureException failure, Sight sight, Duration life, long nowMillis) {
    known.put(key, new Absence(failure, sight, nowMillis, nowMillis + life.toMillis()));
  }

  /** The failure to answer with; empty when the source has to be asked. */
  Optional<FailureException> find(String key, long nowMillis) {
    Absence absence = known.getIfPresent(key);
    if (absence == null) {
      return Optional.empty();
    } else if (absence.counts(nowMillis)) {
      return Optional.of(absence.failure());
    }
    known.invalidate(key);
    return Optional.empty();
  }

  void forget(String key) {
    known.invalidate(key);
  }

  void forget(Predicate<String> keys) {
    known.asMap().keySet().removeIf(keys);
  }

  long count() {
    return known.estimatedSize();
  }
}
