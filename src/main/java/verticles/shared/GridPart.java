package verticles.shared;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.invalidation.Invalidation;

/** What the grid keeps in the place of Redis, with all that says whether it may be read. */
final class GridPart {
  private static final Logger LOGGER = LoggerFactory.getLogger(GridPart.class);
  private static final long CHANGE_MILLIS = 2_000;
  private static final FailureException NONE =
      FailureException.of(Failure.UNAVAILABLE, "There is no shared tier for now.");

  private final GridTier grid;
  private final long timeoutMillis;
  private volatile boolean inDoubt;

  /**
   * Not in doubt.
   *
   * @param timeoutMillis a read waits no longer
   */
  GridPart(GridTier grid, long timeoutMillis) {
    this.grid = grid;
    this.timeoutMillis = timeoutMillis;
  }

  GridTier tier() {
    return grid;
  }

  /** Ends the doubt where that can be. */
  void look() {
    if (inDoubt) {
      inTime(grid.outdateAll(), CHANGE_MILLIS).onSuccess(done -> inDoubt = false);
    }
  }

  boolean isTrusted() {
    return !inDoubt;
  }

  Future<Found> find(Wanted wanted) {
    return inDoubt
        ? Future.failedFuture(NONE)
        : inTime(grid.find(wanted.key(), wanted.tags()), timeoutMillis);
  }

  Future<Boolean> keep(Offer offer) {
    return inDoubt
        ? Future.succeededFuture(false)
        : inTime(grid.keep(offer.key(), offer.value(), offer.stamps()), CHANGE_MILLIS);
  }

  /** Does not fail: what did not reach the grid makes all of it outdated before it is read. */
  Future<Long> apply(Invalidation invalidation) {
    return inTime(grid.apply(invalidation), CHANGE_MILLIS).onFailure(this::doubt).otherwise(0L);
  }

  private void doubt(Throwable thrown) {
    inDoubt = true;
    LOGGER
        .atWarn()
        .addKeyValue("reason", thrown.getMessage())
        .log("an invalidation did not reach the grid: what it shares is outdated");
  }

  private static <T> Future<T> inTime(Future<T> answer, long millis) {
    return answer
        .timeout(millis, TimeUnit.MILLISECONDS)
        .recover(
            thrown ->
                Future.failedFuture(
                    thrown instanceof TimeoutException ? SharedStore.late() : thrown));
  }
}
