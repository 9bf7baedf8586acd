package verticles.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.DataSize;

/**
 * A bounded pool of connections to one database. A query that is given up takes its connection with
 * it, so a frozen server costs its callers a deadline and the pool nothing.
 */
public final class PostgresPool implements Postgres {
  private static final Logger LOGGER = LoggerFactory.getLogger(PostgresPool.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  /** How a statement is run, once or several times. */
  @FunctionalInterface
  private interface Execution {
    Future<RowSet<Row>> of(PreparedQuery<RowSet<Row>> statement);
  }

  private final PostgresTarget target;
  private final PoolSettings settings;
  private final Pool pool;
  private final AtomicInteger waiting = new AtomicInteger();

  /** A pool that connects when the first query comes. */
  public PostgresPool(Vertx vertx, PostgresTarget target, PoolSettings settings) {
    this.target = target;
    this.settings = settings;
    this.pool = Connecting.pool(vertx, target, settings);
  }

  @Override
  public PostgresTarget target() {
    return target;
  }

  /** How many connections are open or being opened. */
  public int connections() {
    return pool.size();
  }

  @Override
  public int waiting() {
    return waiting.get();
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return query(sql, parameters, settings.queryDeadline());
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, DataSize most) {
    return query(new Loan(most.bytes()), sql, parameters, settings.queryDeadline());
  }

  @Override
  public Future<List<RowSet<Row>>> queryAll(String sql, List<Tuple> parameters, DataSize most) {
    return query(
            new Loan(most.bytes()),
            sql,
            statement -> statement.executeBatch(parameters),
            settings.queryDeadline())
        .map(PostgresPool::each);
  }

  private static List<RowSet<Row>> each(RowSet<Row> first) {
    return Stream.iterate(first, Objects::nonNull, rows -> rows.next()).toList();
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
    return query(new Loan(Loan.UNBOUNDED), sql, parameters, deadline);
  }

  private Future<RowSet<Row>> query(Loan loan, String sql, Tuple parameters, Duration deadline) {
    return query(loan, sql, statement -> statement.execute(parameters), deadline);
  }

  private Future<RowSet<Row>> query(Loan loan, String sql, Execution execution, Duration deadline) {
    waiting.incrementAndGet();
    return pool.getConnection()
        .onComplete(got -> waiting.decrementAndGet())
        .recover(thrown -> Future.failedFuture(PostgresFailures.connecting(thrown)))
        .compose(connection -> run(loan, connection, sql, execution))
        .timeout(Math.max(1, deadline.toMillis()), TimeUnit.MILLISECONDS)
        .recover(thrown -> giveUp(loan, thrown));
  }

  private Future<RowSet<Row>> run(
      Loan loan, SqlConnection connection, String sql, Execution execution) {
    if (!loan.begin(connection)) {
      return connection.close().compose(late -> Future.failedFuture(new TimeoutException()));
    }
    return execution
        .of(connection.preparedQuery(sql))
        .onSuccess(rows -> loan.giveBack())
        .onFailure(thrown -> giveBack(loan, thrown));
  }

  private void giveBack(Loan loan, Throwable thrown) {
    if (!PostgresFailures.spoils(thrown)) {
      loan.giveBack();
    } else if (loan.sever()) {
      LOGGER
          .atWarn()
          .addKeyValue("database", address())
          .addKeyValue("reason", PostgresFailures.reason(thrown))
          .log("a connection was closed because its server cannot be used");
    }
  }

  /** Takes the connection away from a query that is over without an answer. */
  private <T> Future<T> giveUp(Loan loan, Throwable thrown) {
    if (loan.wasTooLarge()) {
      LOGGER
          .atWarn()
          .addKeyValue("database", address())
          .log("a query was given up and its connection closed: its rows are too large");
      return Future.failedFuture(
          FailureException.of(Failure.TOO_LARGE, "The rows of the query are too large."));
    }
    if (thrown instanceof TimeoutException && loan.sever()) {
      LOGGER
          .atWarn()
          .addKeyValue("database", address())
          .log("a query was given up and its connection closed: the server did not answer");
    }
    return Future.failedFuture(PostgresFailures.querying(thrown));
  }

  private String address() {
    return target.host() + ":" + target.port() + "/" + target.database();
  }

  /** Closes every connection; what runs is lost. */
  public Future<Void> close() {
    return pool.close()
        .timeout(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(frozen -> Future.succeededFuture());
  }
}
