package verticles.dataset;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.postgres.Postgres;

/**
 * The databases that datasets read. One that has not answered for several questions in a row is
 * asked by a single one each second, until it answers: the others fail at once.
 */
final class Sources {
  private static final int FAILURES = 5;
  private static final Duration REST = Duration.ofSeconds(1);

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

  private final Map<String, Postgres> byName;
  private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

  Sources(Map<String, Postgres> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** The rows of a dataset's query; UNAVAILABLE at once while its database does not answer. */
  Future<RowSet<Row>> query(Dataset dataset, Tuple values) {
    Postgres source = byName.get(dataset.source());
    if (source == null) {
      return Future.failedFuture(unavailable(dataset, "is not connected"));
    }
    CircuitBreaker breaker =
        breakers.computeIfAbsent(dataset.source(), name -> CircuitBreaker.of(name, SETTINGS));
    if (!breaker.tryAcquirePermission()) {
      return Future.failedFuture(unavailable(dataset, "has not answered lately"));
    }
    long started = System.nanoTime();
    return source
        .query(dataset.query().sql(), values)
        .onSuccess(rows -> breaker.onSuccess(System.nanoTime() - started, TimeUnit.NANOSECONDS))
        .onFailure(thrown -> failed(breaker, System.nanoTime() - started, thrown));
  }

  /** A query that is wrong or slow by itself says nothing about its database. */
  private static void failed(CircuitBreaker breaker, long nanos, Throwable thrown) {
    FailureException failure = Failures.of(thrown);
    boolean silent =
        failure.failure() == Failure.TIMEOUT || failure.failure() == Failure.UNAVAILABLE;
    if (silent && !(failure.getCause() instanceof PgException)) {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, thrown);
    } else {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private static FailureException unavailable(Dataset dataset, String why) {
    return FailureException.of(
        Failure.UNAVAILABLE,
        "The source %s of the dataset %s %s.".formatted(dataset.source(), dataset.name(), why));
  }
}
