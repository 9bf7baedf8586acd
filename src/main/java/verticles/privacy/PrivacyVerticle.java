package verticles.privacy;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.grid.Leadership;
import verticles.grid.LedRounds;

/** Deletes what is over its time, while this node leads that work. */
public final class PrivacyVerticle extends VerticleBase {
  private static final Logger LOGGER = LoggerFactory.getLogger(PrivacyVerticle.class);
  private static final Duration SWEEP = Duration.ofHours(1);

  private final AccountData data;
  private final Leadership leadership;

  /** The verticle of that data; one instance per node. */
  public PrivacyVerticle(AccountData data, Leadership leadership) {
    this.data = data;
    this.leadership = leadership;
  }

  @Override
  public Future<?> start() {
    leadership.campaign(
        "privacy.retention", new LedRounds(context).atOnceAndEvery(SWEEP, this::sweep));
    return Future.succeededFuture();
  }

  private void sweep() {
    data.sweep()
        .onSuccess(
            rows ->
                LOGGER.atInfo().addKeyValue("rows", rows).log("what was over its time was deleted"))
        .onFailure(
            thrown ->
                LOGGER.atWarn().setCause(thrown).log("what is over its time was not deleted"));
  }
}
