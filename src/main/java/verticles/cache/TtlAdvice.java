package verticles.cache;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Advises how long the answers of one pattern may stay fresh, from how often its loads found them
 * changed. Safe to call from every thread.
 *
 * <p>Changes are taken for a Poisson process that is looked at in irregular intervals t. Its rate λ
 * is the solution of
 *
 * <pre>  Σ changed tᵢ / (exp(λ tᵢ) − 1)  =  Σ unchanged tⱼ  +  mean(t) / 2</pre>
 *
 * which is the maximum likelihood estimate for irregular intervals of J. Cho and H. Garcia-Molina,
 * "Estimating frequency of change" (ACM Transactions on Internet Technology 3(3), 2003) with their
 * correction of its bias: for equal intervals I it becomes their −log((n − X + 0.5) / (n + 0.5)) /
 * I.
 *
 * <p>An answer of age a is outdated with the probability 1 − exp(−λ a). Reads come at every age up
 * to the time to live τ alike, so the expected share of outdated answers is 1 − (1 − exp(−λτ)) /
 * (λτ). The advised τ makes it 5 %: λτ = 0.1035.
 */
final class TtlAdvice {
  /** Fewer loads are no ground for advice. */
  static final int FEWEST_LOADS = 10;

  /** Older loads are forgotten, so that the advice follows a pattern that changes its ways. */
  static final int REMEMBERED = 256;

  private static final double OUTDATED_SHARE = 0.05;
  private static final double EXPOSURE = exposure(OUTDATED_SHARE);

  private final double[] seconds = new double[REMEMBERED];
  private final boolean[] changed = new boolean[REMEMBERED];
  private long loads;

  /**
   * What the loads advise.
   *
   * @param fresh within the bounds of the policy
   * @param changesPerSecond the estimated rate
   * @param reason in words, for operators
   */
  record Advice(Duration fresh, double changesPerSecond, String reason) {}

  /**
   * Notes one load.
   *
   * @param sincePrevious the time since the load before of the same key; one of no length is no
   *     observation
   * @param bodyChanged whether it brought another body than that one
   */
  synchronized void loaded(Duration sincePrevious, boolean bodyChanged) {
    if (sincePrevious.isPositive()) {
      int slot = (int) (loads++ % REMEMBERED);
      seconds[slot] = sincePrevious.toNanos() / 1e9;
      changed[slot] = bodyChanged;
    }
  }

  /** The advice, or empty as long as there were too few loads. */
  synchronized Optional<Advice> advise(Duration shortest, Duration longest) {
    if (loads < FEWEST_LOADS) {
      return Optional.empty();
    }
    int count = (int) Math.min(loads, REMEMBERED);
    int changes = 0;
    double total = 0;
    for (int i = 0; i < count; i++) {
      changes += changed[i] ? 1 : 0;
      total += seconds[i];
    }
    // what was never seen to change counts as half a change: the longer it is watched, the longer
    // it may live
    double rate = changes == 0 ? 0.5 / total : rate(count, total / count);
    double wanted = EXPOSURE / rate;
    double bounded = Math.clamp(wanted, shortest.toMillis() / 1e3, longest.toMillis() / 1e3);
    Duration fresh = Duration.ofMillis(Math.round(bounded * 1000));
    return Optional.of(new Advice(fresh, rate, reason(changes, count, rate, wanted, fresh)));
  }

  /** Finds λ by halving, because the left side falls and the right side stands. */
  private double rate(int count, double mean) {
    double unchanged = mean / 2;
    for (int i = 0; i < count; i++) {
      unchanged += changed[i] ? 0 : seconds[i];
    }
    double low = 0;
    // t / (exp(λt) − 1) < 1/λ, so at this rate the left side is below the right one
    double high = count / unchanged;
    for (int step = 0; step < 100 && high - low > high * 1e-12; step++) {
      double middle = (low + high) / 2;
      if (expected(count, middle) > unchanged) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private double expected(int count, double rate) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += changed[i] ? seconds[i] / Math.expm1(rate * seconds[i]) : 0;
    }
    return sum;
  }

  private static double exposure(double share) {
    double low = 0;
    double high = 1;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (outdatedShare(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The expected share of outdated answers when λτ is {@code exposure}. */
  static double outdatedShare(double exposure) {
    return 1 + Math.expm1(-exposure) / exposure;
  }

  private static String reason(int changes, int count, double rate, double wanted, Duration fresh) {
    String seen =
        changes == 0
            ? "none of %d loads found a change".formatted(count)
            : "%d of %d loads found a change, about one in %s"
                .formatted(changes, count, words(1 / rate));
    double given = fresh.toMillis() / 1e3;
    String advised =
        "%s keeps outdated answers at %.0f %%".formatted(words(wanted), 100 * OUTDATED_SHARE);
    if (given > wanted + 0.001) {
      return "%s: %s, and the policy allows no less than %s".formatted(seen, advised, words(given));
    }
    return given < wanted - 0.001
        ? "%s: %s, and the policy allows no more than %s".formatted(seen, advised, words(given))
        : "%s: %s".formatted(seen, advised);
  }

  private static String words(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    } else if (seconds < 7200) {
      return String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
    return seconds < 172_800
        ? String.format(Locale.ROOT, "%.0f h", seconds / 3600)
        : String.format(Locale.ROOT, "%.0f days", seconds / 86_400);
  }
}
