package verticles.tasks;

/**
 * A histogram of durations: buckets that grow by a ninth, so that a percentile is at most 9 % too
 * high. It can be added to others.
 */
final class Times {
  /** Eight buckets for each doubling; the last one holds all from 2^30 ms, which is 12 days. */
  static final int BUCKETS = 8 * 30 + 1;

  private final long[] counts;

  Times() {
    this(new long[BUCKETS]);
  }

  private Times(long[] counts) {
    this.counts = counts;
  }

  /** One as it was kept: pairs of a bucket and its count. */
  static Times of(Integer[] kept) {
    Times times = new Times();
    for (int i = 0; i + 1 < kept.length; i += 2) {
      times.counts[Math.clamp(kept[i], 0, BUCKETS - 1)] += kept[i + 1];
    }
    return times;
  }

  void add(long millis) {
    counts[bucket(millis)]++;
  }

  void add(Times other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
  }

  private static int bucket(long millis) {
    double doublings = Math.log(Math.max(0, millis) + 1.0) / Math.log(2);
    return (int) Math.min(BUCKETS - 1, Math.ceil(doublings * 8 - 1e-9));
  }

  long count() {
    long all = 0;
    for (long one : counts) {
      all += one;
    }
    return all;
  }

  /** The upper edge of the bucket that holds it, in ms; 0 when there is nothing. */
  double percentile(double percent) {
    long rank = Math.max(1, (long) Math.ceil(count() * percent / 100));
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Math.pow(2, i / 8.0) - 1;
      }
    }
    return 0;
  }

  /** As it is kept. */
  Integer[] kept() {
    java.util.List<Integer> pairs = new java.util.ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      if (counts[i] > 0) {
        pairs.add(i);
        pairs.add((int) counts[i]);
      }
    }
    return pairs.toArray(Integer[]::new);
  }
}
