package verticles.cache;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * How long one entry lives, in milliseconds since its load.
 *
 * @param eager from then on it is loaded again behind the scenes, while it is fresh
 * @param fresh until then it is fresh
 * @param revalidate until then it is served while it is loaded again; at least {@code fresh}
 * @param error until then it is served when its load fails; at least {@code fresh}
 */
record Lifetime(long eager, long fresh, long revalidate, long error) {

  /**
   * The life of an entry that is loaded now.
   *
   * @param wanted how long it is to be fresh, jitter aside
   * @param random gives a number from 0 to its argument, itself excluded
   */
  static Lifetime of(CacheConfig.Policy policy, Duration wanted, LongUnaryOperator random) {
    long fresh = wanted.toMillis();
    long most = fresh * policy.jitter() / 100;
    return of(
        policy,
        most > 0 ? Math.max(1, fresh - random.applyAsLong(most)) : fresh,
        policy.staleWhileRevalidate().toMillis(),
        policy.staleIfError().toMillis());
  }

  /** The life of an entry whose times are known, no longer than its policy says by now. */
  static Lifetime of(CacheConfig.Policy policy, long fresh, long revalidate, long error) {
    long kept = Math.min(fresh, policy.freshAtMost().toMillis());
    long eager = policy.eager() >= 100 ? kept : kept * policy.eager() / 100;
    return new Lifetime(
        eager,
        kept,
        kept + Math.min(revalidate, policy.staleWhileRevalidate().toMillis()),
        kept + Math.min(error, policy.staleIfError().toMillis()));
  }

  /** Whether it is ever served out of date while it is loaded again. */
  boolean mayRevalidate() {
    return revalidate > fresh;
  }

  /** Whether it is ever served out of date when its load fails. */
  boolean mayFail() {
    return error > fresh;
  }

  /** The same, but no longer than a policy says. */
  Lifetime within(CacheConfig.Policy policy) {
    return of(policy, fresh, revalidate - fresh, error - fresh);
  }
}
