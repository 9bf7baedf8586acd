package verticles.warming;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.cache.Cache;
import verticles.dataset.RecurringQuestion;
import verticles.dataset.WarmDatasets;
import verticles.invalidation.Invalidation;

/** Warms the cache of this node, and through it the tier that nodes share. */
public final class CacheWarmer {
  private static final Logger LOGGER = LoggerFactory.getLogger(CacheWarmer.class);

  private final Plan plan;
  private final Fillings fillings;
  private final Refill refill;
  private final Reload reload;
  private final WarmMeters meters;
  private volatile boolean closed;

  /**
   * A warmer that does nothing yet.
   *
   * @param history whose reads popular and predicted runs follow
   * @param live what else waits for the sources
   * @param missed names the keys that were being read when they were put out of date, each once
   */
  public CacheWarmer(
      WarmingConfig config,
      WarmDatasets datasets,
      AccessHistory history,
      Cache cache,
      LiveLoads live,
      Supplier<List<String>> missed,
      InstantSource clock,
      MeterRegistry registry) {
    this.meters = new WarmMeters(registry);
    OwnLoads own = new OwnLoads();
    this.fillings =
        tally ->
            new Filling(
                datasets,
                cache,
                new Gate(new Pace(config.parallel(), config.mostParallel()), live, own),
                tally);
    this.plan = new Plan(datasets, history.table(), clock, config.most());
    this.refill = new Refill(datasets, plan, fillings);
    this.reload = new Reload(datasets, cache, missed);
  }

  /** Loads what a request stands for; it blocks until the last question is answered. */
  void fill(WarmRequest request, Tally tally, BooleanSupplier stopped) throws InterruptedException {
    BooleanSupplier ended = () -> stopped.getAsBoolean() || closed;
    WarmRun.State outcome = WarmRun.State.FAILED;
    long started = System.nanoTime();
    try {
      List<RecurringQuestion> questions = plan.questions(request).await();
      fillings.counting(tally).fill(questions, read -> true, ended);
      outcome = ended.getAsBoolean() ? WarmRun.State.CANCELLED : WarmRun.State.DONE;
    } catch (InterruptedException told) {
      outcome = WarmRun.State.CANCELLED;
      throw told;
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      meters.ended(request.mode(), outcome, tally.counts(), took);
    }
  }

  /**
   * Loads into this node what is declared as critical.
   *
   * @param atMost how long to wait for it; what is not loaded then is loaded behind the scenes
   * @return completes in any case: a source that fails must not keep a node from starting
   */
  public Future<Void> critical(Duration atMost) {
    Promise<Void> waited = Promise.promise();
    Thread loading = Thread.ofVirtual().name("warming-critical").start(this::loadCritical);
    Thread.ofVirtual()
        .name("warming-start")
        .start(
            () -> {
              try {
                loading.join(atMost);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              waited.tryComplete();
            });
    return waited.future();
  }

  private void loadCritical() {
    WarmRequest request = WarmRequest.of(WarmRequest.Mode.CRITICAL);
    Tally tally = new Tally();
    try {
      fill(request, tally, () -> false);
      log(request, "start", tally.counts());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException thrown) {
      LOGGER.atError().setCause(thrown).log("critical answers could not be loaded");
    }
  }

  static void log(WarmRequest request, String askedBy, Tally.Counts counts) {
    LOGGER
        .atInfo()
        .addKeyValue("mode", request.mode())
        .addKeyValue("by", askedBy)
        .addKeyValue("loaded", counts.loaded())
        .addKeyValue("fresh", counts.alreadyFresh())
        .addKeyValue("failed", counts.failed())
        .log("the cache was warmed");
  }

  /**
   * Loads again what an invalidation took away: at once what was being read, and two seconds later
   * the declared questions.
   */
  public void invalidated(Invalidation invalidation) {
    reload.invalidated();
    refill.invalidated(invalidation);
  }

  /** Begins no more loads. */
  public void close() {
    closed = true;
    reload.close();
    refill.close();
  }
}
