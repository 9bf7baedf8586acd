package verticles.market;

/**
 * Random numbers by index: the same stream and index always give the same number, in whatever order
 * they are asked. The bits come from SplitMix64's finaliser (Steele, Lea, Flood 2014).
 */
final class Noise {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long key;

  Noise(long seed) {
    this.key = mix(seed + GOLDEN_GAMMA);
  }

  /** An independent stream for a name. */
  Noise stream(String name) {
    long mixed = key;
    for (int i = 0; i < name.length(); i++) {
      mixed = mix(mixed + GOLDEN_GAMMA + name.charAt(i));
    }
    return new Noise(mixed);
  }

  private long bits(long index) {
    return mix(key + GOLDEN_GAMMA * (index + 1));
  }

  /** Uniform from 0 (inclusive) to 1 (exclusive). */
  double uniform(long index) {
    return (bits(index) >>> 11) * 0x1.0p-53;
  }

  /** Uniform over the whole numbers from 0 to {@code bound} (exclusive). */
  int below(int bound, long index) {
    return (int) (uniform(index) * bound);
  }

  /** Standard normal, by Box and Muller. */
  double normal(long index) {
    double radius = Math.sqrt(-2 * Math.log(1 - uniform(2 * index)));
    return radius * Math.cos(2 * Math.PI * uniform(2 * index + 1));
  }

  /** A continuous curve through random values at whole numbers; its range is about -2 to 2. */
  double curve(double at) {
    long left = (long) Math.floor(at);
    double share = at - left;
    double smooth = share * share * (3 - 2 * share);
    return normal(left) * (1 - smooth) + normal(left + 1) * smooth;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
