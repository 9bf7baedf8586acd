package verticles.warming;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Apart;
import verticles.grid.Leadership;
import verticles.grid.LedRounds;

/** Keeps the access history, and forgets what is old of it while this node leads that. */
public final class WarmingVerticle extends VerticleBase {
  private static final Logger LOGGER = LoggerFactory.getLogger(WarmingVerticle.class);
  private static final Duration SWEEP = Duration.ofSeconds(10);
  private static final Duration FLUSH = Duration.ofMinutes(1);
  private static final Duration FORGET = Duration.ofHours(1);

  private final CacheWarmer warmer;
  private final AccessHistory history;
  private final Consumer<ObjLongConsumer<String>> hits;
  private final Leadership leadership;

  /**
   * The verticle of that warmer; one instance per node.
   *
   * @param hits hands over how often each key was hit since it was asked last
   */
  public WarmingVerticle(
      CacheWarmer warmer,
      AccessHistory history,
      Consumer<ObjLongConsumer<String>> hits,
      Leadership leadership) {
    this.warmer = warmer;
    this.history = history;
    this.hits = hits;
    this.leadership = leadership;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(SWEEP.toMillis(), fired -> Apart.run("warming-history", this::sweep));
    vertx.setPeriodic(FLUSH.toMillis(), fired -> flush());
    leadership.campaign("warming.history", new LedRounds(context).every(FORGET, this::forget));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return Apart.run(
        "warming-history",
        () -> {
          warmer.close();
          sweep();
          history.flush();
        });
  }

  private void sweep() {
    hits.accept(history::seen);
  }

  private void flush() {
    Apart.run("warming-history", history::flush)
        .onFailure(
            thrown -> LOGGER.atWarn().setCause(thrown).log("the access history is not kept"));
  }

  private void forget() {
    history
        .forget()
        .onFailure(
            thrown -> LOGGER.atWarn().setCause(thrown).log("the access history was not cleaned"));
  }
}
