package verticles.dataset;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.config.DataSize;
import verticles.postgres.Postgres;

/**
 * A database that datasets read. While it is silent it is asked nothing, and who waits for it waits
 * no longer. One that answers its probe, but not several questions in a row, is asked by a single
 * one each second. Safe to call from every thread.
 */
final class Source {
  private static final Logger LOGGER = LoggerFactory.getLogger(Source.class);
  private static final int FAILURES = 5;
  private static final Duration REST = Duration.ofSeconds(1);
  private static final String TRIAL = "SELECT 1";

  private static final CircuitBreakerConfig SETTINGS =
      CircuitBreakerConfig.custom()
          .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
          .slidingWindowSize(FAILURES)
          .minimumNumberOfCalls(FAILURES)
          .failureRateThreshold(100)
          .permittedNumberOfCallsInHalfOpenState(1)
          .waitDurationInOpenState(REST)
          .writableStackTraceEnabled(false)
          .build();

  /** A question that is not asked, or whose answer nobody waits for any longer. */
  static final class SilentException extends RuntimeException {
    private SilentException() {
      super("the database does not answer", null, false, false);
    }
  }

  private final String name;
  private final Postgres database;
  private final CircuitBreaker breaker;
  private final Set<Promise<?>> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean tries = new AtomicBoolean();
  private volatile boolean silent;
  private volatile long answeredAt = System.nanoTime() - REST.toNanos();

  Source(String name, Postgres database) {
    this.name = name;
    this.database = database;
    this.breaker = CircuitBreaker.of(name, SETTINGS);
  }

  /** The rows of a query; fails with {@link SilentException} when there is no point in waiting. */
  Future<RowSet<Row>> query(String sql, Tuple values, DataSize most) {
    return ask(() -> database.query(sql, values, most));
  }

  /** The rows of a query for each of several values, in one go; fails as one. */
  Future<List<RowSet<Row>>> queryAll(String sql, List<Tuple> values, DataSize most) {
    return ask(() -> database.queryAll(sql, values, most));
  }

  private <T> Future<T> ask(Supplier<Future<T>> question) {
    if (silent || !breaker.tryAcquirePermission()) {
      return Future.failedFuture(new SilentException());
    }
    Promise<T> promise = Promise.promise();
    waiting.add(promise);
    long started = System.nanoTime();
    question
        .get()
        .onSuccess(rows -> succeeded(System.nanoTime() - started))
        .onFailure(thrown -> failed(System.nanoTime() - started, thrown))
        .onComplete(
            done -> {
              waiting.remove(promise);
              if (done.succeeded()) {
                promise.tryComplete(done.result());
              } else {
                promise.tryFail(done.cause());
              }
            });
    if (silent) {
      endWaiting();
    }
    return promise.future();
  }

  private void succeeded(long nanos) {
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    answeredAt = System.nanoTime();
    trust();
  }

  /** A query that is wrong or slow by itself says nothing about its database. */
  private void failed(long nanos, Throwable thrown) {
    FailureException failure = Failures.of(thrown);
    boolean unanswered =
        failure.failure() == Failure.TIMEOUT || failure.failure() == Failure.UNAVAILABLE;
    if (unanswered && !(failure.getCause() instanceof PgException)) {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, thrown);
    } else {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * Asks what the probe may be wrong about: its connection can fail where those of the pool do not.
   */
  void look() {
    if (database.answers()) {
      trust();
    } else if (System.nanoTime() - answeredAt > REST.toNanos()
        && tries.compareAndSet(false, true)) {
      long started = System.nanoTime();
      database
          .query(TRIAL, Tuple.tuple(), REST)
          .onSuccess(rows -> answeredAt = System.nanoTime())
          .onComplete(
              done -> {
                tries.set(false);
                if (done.succeeded()) {
                  trust();
                } else if (answeredAt - started < 0 && !database.answers()) {
                  doubt();
                }
              });
    }
  }

  private void doubt() {
    if (!silent) {
      LOGGER.atWarn().addKeyValue("source", name).log("a source does not answer: nobody waits");
    }
    silent = true;
    endWaiting();
  }

  private void endWaiting() {
    waiting.forEach(promise -> promise.tryFail(new SilentException()));
  }

  private void trust() {
    if (silent) {
      LOGGER.atInfo().addKeyValue("source", name).log("a source answers again");
      silent = false;
      // it was seen to answer: those that failed before say no more
      breaker.reset();
    }
  }
}
