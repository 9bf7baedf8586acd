package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheConfig;
import verticles.config.Problems;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;
import verticles.testing.Patience;
import verticles.testing.TestPolicy;

class SourcesTest {
  private static final Dataset DATASET = dataset();

  private final Scripted database = new Scripted();
  private final Sources sources = new Sources(Map.of("postgres", database));

  private static Dataset dataset() {
    CacheConfig.Policy policy = TestPolicy.fresh(Duration.ofMinutes(1)).make();
    String yaml =
        """
        datasets:
          one:
            description: One row.
            scope: shared
            policy: minute
            sql: SELECT 1 AS one
        """;
    return DatasetCatalog.read(yaml, Map.of("minute", policy), Set.of("postgres"), new Problems())
        .find("one");
  }

  /** A database whose answers are said beforehand. */
  private static final class Scripted implements Postgres {
    private Failure failure = Failure.TIMEOUT;
    private int asked;
    private boolean probed = true;
    private Future<RowSet<Row>> trial = Future.failedFuture("as said");

    @Override
    public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
      return trial;
    }

    @Override
    public Future<RowSet<Row>> query(String sql, Tuple parameters) {
      asked++;
      return Future.failedFuture(FailureException.of(failure, "as said"));
    }

    @Override
    public boolean answers() {
      return probed;
    }

    @Override
    public PostgresTarget target() {
      throw new UnsupportedOperationException("nobody connects");
    }
  }

  private String ask() {
    return String.valueOf(sources.query(DATASET, Tuple.tuple()).cause().getMessage());
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNotAskedByEverybody() {
    for (int i = 0; i < 50; i++) {
      ask();
    }

    assertThat(database.asked).isEqualTo(5);
    assertThat(ask()).isEqualTo("The source postgres of the dataset one has not answered lately.");
  }

  @Test
  void afterAMomentOneQuestionTriesAgain() {
    for (int i = 0; i < 10; i++) {
      ask();
    }
    database.failure = Failure.INTERNAL;

    // the database answers again, though with a refusal
    Patience.holds(() -> assertThat(ask()).isEqualTo("as said"));
    assertThat(ask()).isEqualTo("as said");
  }

  @Test
  void aRefusedQueryIsAnAnswer() {
    database.failure = Failure.INTERNAL;
    for (int i = 0; i < 20; i++) {
      ask();
    }

    assertThat(database.asked).isEqualTo(20);
  }

  @Test
  void aDatabaseThatAnswersNeitherItsProbeNorATrialIsNotAsked() {
    database.probed = false;
    sources.look();

    assertThat(ask()).endsWith("has not answered lately.");
    assertThat(database.asked).isZero();

    database.probed = true;
    sources.look();

    assertThat(ask()).isEqualTo("as said");
  }

  @Test
  void aProbeAloneIsNotBelieved() {
    database.probed = false;
    database.trial = Future.succeededFuture();
    sources.look();

    assertThat(ask()).isEqualTo("as said");
  }
}
