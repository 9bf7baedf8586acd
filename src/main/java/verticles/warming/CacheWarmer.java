package verticles.warming;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.Cache;
import verticles.dataset.WarmDatasets;
import verticles.invalidation.Invalidation;
import verticles.postgres.Postgres;

/** Warms the cache of this node, and through it the tier that nodes share. */
public final class CacheWarmer implements Warmer {
  private final WarmDatasets datasets;
  private final RunTable table;
  private final String node;
  private final Runs running;
  private final Refill refill;
  private final Reload reload;

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
      Postgres postgres,
      LiveLoads live,
      Supplier<List<String>> missed,
      String node,
      InstantSource clock) {
    this.datasets = datasets;
    this.node = node;
    this.table = new RunTable(postgres);
    AtomicInteger own = new AtomicInteger();
    Fillings fillings =
        tally ->
            new Filling(
                datasets,
                cache,
                new Gate(new Pace(config.parallel(), config.mostParallel()), live, own),
                tally);
    Plan plan = new Plan(datasets, history.table(), clock, config.most());
    this.running = new Runs(plan, fillings, table);
    this.refill = new Refill(datasets, plan, fillings);
    this.reload = new Reload(datasets, cache, missed);
  }

  @Override
  public Future<WarmRun> start(WarmRequest request) {
    try {
      request.datasets().forEach(datasets::declared);
    } catch (FailureException refused) {
      return Future.failedFuture(refused);
    }
    return table
        .begin(UUID.randomUUID().toString(), request, node)
        .compose(
            begun ->
                begun
                    .map(
                        run -> {
                          running.begin(run, request);
                          return Future.succeededFuture(run);
                        })
                    .orElseGet(() -> refuse(request)));
  }

  private Future<WarmRun> refuse(WarmRequest request) {
    return table
        .running(request)
        .compose(
            other ->
                Future.failedFuture(
                    FailureException.of(
                        Failure.CONFLICT,
                        "A run of that kind is on its way already%s."
                            .formatted(other.map(run -> ": " + run.id()).orElse("")))));
  }

  @Override
  public Future<List<WarmRun>> runs() {
    return table.newest().map(runs -> runs.stream().map(running::upToDate).toList());
  }

  @Override
  public Future<WarmRun> run(String id) {
    return known(id).compose(table::find).compose(found -> orNotFound(id, found));
  }

  @Override
  public Future<WarmRun> cancel(String id) {
    return known(id)
        .compose(known -> table.end(known, WarmRun.State.CANCELLED))
        .onSuccess(ended -> running.stop(id))
        .compose(found -> orNotFound(id, found));
  }

  private Future<WarmRun> orNotFound(String id, Optional<WarmRun> found) {
    return found
        .map(run -> Future.succeededFuture(running.upToDate(run)))
        .orElseGet(() -> notFound(id));
  }

  private static Future<String> known(String id) {
    try {
      return Future.succeededFuture(UUID.fromString(id).toString());
    } catch (IllegalArgumentException malformed) {
      return notFound(id);
    }
  }

  private static <T> Future<T> notFound(String id) {
    return Future.failedFuture(
        FailureException.of(
            Failure.NOT_FOUND,
            "There is no warming run %s; the last %d are kept."
                .formatted(id.length() > 64 ? id.substring(0, 64) : id, RunTable.KEPT)));
  }

  /**
   * Loads into this node what is declared as critical.
   *
   * @param atMost how long to wait for it; what is not loaded then is loaded behind the scenes
   * @return completes in any case: a source that fails must not keep a node from starting
   */
  public Future<Void> critical(Duration atMost) {
    Promise<Void> waited = Promise.promise();
    Thread loading = running.alone(WarmRequest.of(WarmRequest.Mode.CRITICAL, "start"));
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

  /**
   * Loads again what an invalidation took away: at once what was being read, and two seconds later
   * the declared questions.
   */
  public void invalidated(Invalidation invalidation) {
    reload.invalidated();
    refill.invalidated(invalidation);
  }

  /** Tells how far each run of this node is: at its begin, every second, and at its end. */
  public void whenMoved(Consumer<WarmRun> listener) {
    running.whenMoved(listener);
  }

  /** Ends what runs on this node; it blocks a moment. */
  public void close() {
    reload.close();
    refill.close();
    running.close();
  }
}
