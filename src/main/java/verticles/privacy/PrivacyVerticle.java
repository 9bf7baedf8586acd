package verticles.privacy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.grid.Leadership;

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
    leadership.campaign("privacy.retention", new Led(context));
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

  /** What only one node of the cluster does; always on the verticle's own event loop. */
  private final class Led implements Leadership.Led {
    private final Context home;
    private long sweeping = -1;

    Led(Context home) {
      this.home = home;
    }

    @Override
    public Future<Void> begin(long fence) {
      return atHome(
          () -> {
            vertx.cancelTimer(sweeping);
            sweeping = vertx.setPeriodic(SWEEP.toMillis(), fired -> sweep());
            sweep();
          });
    }

    @Override
    public Future<Void> end() {
      return atHome(() -> vertx.cancelTimer(sweeping));
    }

    private Future<Void> atHome(Runnable step) {
      return Future.future(
          promise ->
              home.runOnContext(
                  now -> {
                    step.run();
                    promise.complete();
                  }));
    }
  }
}
