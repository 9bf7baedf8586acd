package verticles.shared;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.concurrent.atomic.AtomicLong;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.redis.Reply;

/**
 * A number in Redis that grows with every invalidation. Each answer brings it along; one that is
 * smaller than one seen before shows that the server has forgotten something.
 */
final class RedisBeat {
  private static final FailureException ROLLED_BACK =
      FailureException.of(Failure.UNAVAILABLE, "The shared cache has forgotten something.");

  private final String key;
  private final Runnable rolledBack;
  private final AtomicLong seen = new AtomicLong();

  /**
   * Nothing seen yet.
   *
   * @param rolledBack called as soon as it shows
   */
  RedisBeat(RedisKeys keys, Runnable rolledBack) {
    this.key = keys.beat();
    this.rolledBack = rolledBack;
  }

  Request read() {
    return Request.cmd(Command.GET).arg(key);
  }

  Request increase() {
    return Request.cmd(Command.INCR).arg(key);
  }

  /** What was seen when a question is sent: its answer cannot be less. */
  long floor() {
    return seen.get();
  }

  /**
   * Takes note of an answered number.
   *
   * @param floor when the question was sent; a later one could belong to a faster answer
   * @throws FailureException when the server has forgotten something
   */
  void saw(Reply reply, long floor) {
    long now = reply.number();
    if (reply.isDone() && now < floor) {
      rolledBack.run();
      throw ROLLED_BACK;
    }
    seen.accumulateAndGet(now, Math::max);
  }

  /** Begins anew with a number, after everything was made up for. */
  void rebase(Reply reply) {
    seen.set(reply.number());
  }
}
