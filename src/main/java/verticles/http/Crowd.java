package verticles.http;

import java.util.function.Consumer;

/**
 * Tells whether many connections ask one event loop at the same time, by counting those that have
 * asked in each tenth of a second. Belongs to that loop alone.
 */
final class Crowd {
  static final long PERIOD_MILLIS = 100;

  /** From so many on it is a crowd. */
  static final int MANY = 8;

  /** Below it is none any more. */
  static final int FEW = 4;

  private final Consumer<Boolean> changed;
  private long from;
  private long until;
  private int asking;
  private boolean crowd;

  /**
   * Nobody asks yet.
   *
   * @param changed is told on the loop when a crowd has come, and when it has gone
   */
  Crowd(Consumer<Boolean> changed) {
    this.changed = changed;
  }

  /** A connection asks that has asked before at that time. */
  void asks(long beforeMillis, long nowMillis) {
    if (nowMillis >= until || nowMillis < from) {
      look(nowMillis);
    }
    if (beforeMillis < from) {
      asking++;
    }
  }

  private void look(long nowMillis) {
    boolean silent = nowMillis >= until + PERIOD_MILLIS;
    boolean many = !silent && asking >= (crowd ? FEW : MANY);
    from = nowMillis;
    until = nowMillis + PERIOD_MILLIS;
    asking = 0;
    if (many != crowd) {
      crowd = many;
      changed.accept(many);
    }
  }
}
