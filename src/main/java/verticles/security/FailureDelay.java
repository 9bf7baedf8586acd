package verticles.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Slows guessing down: after the third wrong password in a row a name must wait 1 s, then 2 s, 4 s
 * and so on up to a minute. Kept for known and unknown names alike, so that it tells nothing.
 */
final class FailureDelay {
  private static final int FREE = 3;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int NAMES = 10_000;

  private record Failures(int count, Instant open) {}

  private final InstantSource clock;
  private final Cache<String, Failures> failures =
      Caffeine.newBuilder().maximumSize(NAMES).expireAfterWrite(Duration.ofMinutes(15)).build();

  FailureDelay(InstantSource clock) {
    this.clock = clock;
  }

  /** How long that name must wait before it may try again; zero when it need not. */
  Duration remaining(String name) {
    Failures known = failures.getIfPresent(name);
    Instant now = clock.instant();
    return known == null || !known.open().isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, known.open());
  }

  void failed(String name) {
    failures
        .asMap()
        .merge(
            name,
            new Failures(1, clock.instant()),
            (before, first) -> {
              int count = before.count() + 1;
              return new Failures(count, clock.instant().plus(delay(count)));
            });
  }

  void succeeded(String name) {
    failures.invalidate(name);
  }

  private static Duration delay(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    Duration delay = Duration.ofSeconds(1L << Math.min(count - FREE, 10));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }
}
