package verticles.http;

import io.netty.util.AsciiString;

/** Values of {@code Server-Timing}: the tier that answered and the milliseconds it took. */
final class Timing {
  private static final int PREPARED = 100;
  private static final CharSequence[] NEAR = new CharSequence[PREPARED];

  static {
    for (int tenths = 0; tenths < PREPARED; tenths++) {
      NEAR[tenths] = AsciiString.cached(text("cache;desc=l1", tenths));
    }
  }

  private Timing() {}

  /** Answered from memory. */
  static CharSequence near(long nanos) {
    long tenths = tenths(nanos);
    return tenths < PREPARED ? NEAR[(int) tenths] : AsciiString.of(text("cache;desc=l1", tenths));
  }

  /** Answered from the tier that all nodes share. */
  static CharSequence shared(long nanos) {
    return AsciiString.of(text("cache;desc=l2", tenths(nanos)));
  }

  /** Answered by what is behind the cache. */
  static CharSequence source(long nanos) {
    return AsciiString.of(text("cache;desc=source", tenths(nanos)));
  }

  /** Answered without the cache. */
  static CharSequence total(long nanos) {
    return AsciiString.of(text("total", tenths(nanos)));
  }

  private static long tenths(long nanos) {
    return Math.max(0, (nanos + 50_000) / 100_000);
  }

  private static String text(String what, long tenths) {
    return what + ";dur=" + tenths / 10 + "." + tenths % 10;
  }
}
