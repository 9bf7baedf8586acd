package verticles.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.DataSize;
import verticles.testing.TestPostgres;

/** One statement with several sets of parameters, in one go. */
class PostgresBatchTest {
  private static final DataSize LARGE = DataSize.ofMebibytes(1);

  private final Vertx vertx = Vertx.vertx();
  private final PostgresPool pool =
      new PostgresPool(
          vertx,
          TestPostgres.migrated(),
          new PoolSettings(
              2,
              3,
              Duration.ofSeconds(5),
              Duration.ofSeconds(20),
              Duration.ofSeconds(25),
              Duration.ofMinutes(30)));

  @AfterEach
  void close() {
    await(pool.close());
    await(vertx.close());
  }

  private List<Integer> sums(Future<List<RowSet<Row>>> all) {
    return await(all).stream().map(rows -> rows.iterator().next().getInteger("sum")).toList();
  }

  private static List<Tuple> numbers(int... numbers) {
    return IntStream.of(numbers).mapToObj(Tuple::of).toList();
  }

  @Test
  void severalSetsOfParametersHaveTheirRowsInTheirOrder() {
    String sql = "SELECT $1::int + 1 AS sum";

    assertThat(sums(pool.queryAll(sql, numbers(3, 1, 2), LARGE))).containsExactly(4, 2, 3);
    assertThat(sums(pool.queryAll(sql, numbers(7), LARGE))).containsExactly(8);
    assertThat(pool.connections()).isEqualTo(1);
  }

  @Test
  void severalFailAsOneAndTheConnectionGoesOn() {
    Throwable thrown = failure(pool.queryAll("SELECT 1 / $1::int AS sum", numbers(1, 0, 1), LARGE));

    assertThat(thrown).isInstanceOf(FailureException.class);
    assertThat(sums(pool.queryAll("SELECT 1 / $1::int AS sum", numbers(1, 1), LARGE)))
        .containsExactly(1, 1);
    assertThat(pool.connections()).isEqualTo(1);
  }

  @Test
  void whatSeveralMayBringTogetherIsBounded() {
    Future<?> large =
        pool.queryAll(
            "SELECT repeat('x', $1::int) AS text", numbers(2000, 2000, 2000), new DataSize(5000));

    assertThat(((FailureException) failure(large)).failure()).isEqualTo(Failure.TOO_LARGE);
  }
}
