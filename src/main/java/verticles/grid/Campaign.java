package verticles.grid;

import io.vertx.core.Future;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One piece of work that this node stands for. It begins and ends the work strictly in turn: an end
 * waits for its begin, and nothing begins before the last end. Not safe for several threads.
 */
final class Campaign {
  private static final Logger LOGGER = LoggerFactory.getLogger(Campaign.class);

  /** Where a campaign is. */
  sealed interface Stage {
    /** Somebody else leads, or nobody. */
    record Standing() implements Stage {}

    /** This node leads. */
    record Leading(long fence) implements Stage {}

    /** This node led, and the work is not ended yet. */
    record Ending() implements Stage {}
  }

  private final String work;
  private final Leadership.Led led;
  private Stage stage = new Stage.Standing();
  private Future<Void> begun = Future.succeededFuture();

  Campaign(String work, Leadership.Led led) {
    this.work = work;
    this.led = led;
  }

  String work() {
    return work;
  }

  /** Whether the lock may be asked for. */
  boolean isStanding() {
    return stage instanceof Stage.Standing;
  }

  boolean isLeading() {
    return stage instanceof Stage.Leading;
  }

  /** The fence while this node leads. */
  OptionalLong fence() {
    return stage instanceof Stage.Leading leading
        ? OptionalLong.of(leading.fence())
        : OptionalLong.empty();
  }

  /**
   * The lock was won.
   *
   * @return fails when the work could not begin; the lock must be given back then
   */
  Future<Void> begin(long fence) {
    stage = new Stage.Leading(fence);
    log("this node leads", fence);
    begun = Future.succeededFuture().compose(start -> led.begin(fence));
    return begun;
  }

  /** The lock is lost or given back; completes when the work has ended. */
  Future<Void> end() {
    if (!(stage instanceof Stage.Leading leading)) {
      return Future.succeededFuture();
    }
    stage = new Stage.Ending();
    log("this node leads no more", leading.fence());
    return begun
        .transform(done -> led.end())
        .onFailure(this::failed)
        .otherwiseEmpty()
        .onSuccess(ended -> stage = new Stage.Standing());
  }

  private void failed(Throwable thrown) {
    LOGGER.atError().addKeyValue("work", work).setCause(thrown).log("the work did not end cleanly");
  }

  private void log(String message, long fence) {
    LOGGER.atInfo().addKeyValue("work", work).addKeyValue("fence", fence).log(message);
  }
}
