package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheAnswer.Status;
import verticles.cache.CacheConfig;
import verticles.cache.CacheMessage;
import verticles.cache.CacheNeighbours;
import verticles.cache.CacheVerticle;
import verticles.cache.NearCache;
import verticles.config.DataSize;
import verticles.config.Problems;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.PoolSettings;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresPool;
import verticles.testing.LocalInvalidator;
import verticles.testing.MemoryTier;
import verticles.testing.TestPostgres;
import verticles.testing.TestShared;

/** Own datasets through the cache to a real database. */
class DatasetVerticleTest {
  private static final String CATALOG =
      """
      datasets:
        numbers:
          description: Numbers.
          scope: shared
          policy: simple
          parameters: { count: { type: integer, min: 0, max: 100000, default: 3 } }
          max-rows: 1000
          sql: |
            SELECT n AS number, 'row ' || n AS some_text
            FROM generate_series(1, :count::int) n ORDER BY n -- the last line is a comment
        wide:
          description: A long text.
          scope: shared
          policy: simple
          max-bytes: 1KiB
          sql: SELECT repeat('x', 2000) AS long_text;
        huge:
          description: One row of 200 MB.
          scope: shared
          policy: simple
          max-bytes: 1KiB
          sql: SELECT repeat('x', 200000000) AS long_text
        types:
          description: What every type becomes.
          scope: shared
          policy: none
          parameters:
            text: { type: text, default: "it's" }
            number: { type: number, default: "12.50" }
            truth: { type: boolean, default: "true" }
            day: { type: date, default: "2024-03-31" }
            time: { type: instant, default: "2024-03-31T00:00:00.123456Z" }
            nothing: { type: integer }
          sql: SELECT :text AS text, :number AS number, :truth AS truth, :day AS day, :time AS time, :nothing AS nothing
        broken:
          description: A mistake that only the database sees.
          scope: shared
          policy: simple
          sql: SELECT secret_column FROM no_such_table
        writing:
          description: Not a read.
          scope: shared
          policy: simple
          sql: WITH gone AS (DELETE FROM zone RETURNING *) SELECT * FROM gone
        elsewhere:
          description: Of a database that is not connected.
          scope: shared
          policy: simple
          source: erp
          sql: SELECT 1
      """;
  private static final Caller ANN = new Caller("ann", "north", Role.VIEWER);
  private static final Vertx VERTX = Vertx.vertx();
  private static final Bus BUS = new Bus(VERTX, "test").carry(CacheMessage.class);
  private static final DatasetCatalog DECLARED = catalog();
  private static final DatasetClient DATASETS =
      new DatasetClient(DECLARED, BUS, InstantSource.system());
  private static final NearCache CACHE = new NearCache(config(), BUS, InstantSource.system());

  private static DatasetCatalog catalog() {
    Problems problems = new Problems();
    DatasetCatalog catalog =
        DatasetCatalog.read(CATALOG, GivenCatalog.POLICIES, Set.of("postgres", "erp"), problems);
    problems.throwIfAny();
    return catalog;
  }

  private static CacheConfig config() {
    return new CacheConfig(
        DataSize.ofMebibytes(4),
        DataSize.ofMebibytes(1),
        new DataSize(1024),
        Duration.ofSeconds(30),
        GivenCatalog.POLICIES,
        TestShared.CONFIG);
  }

  @BeforeAll
  static void start() {
    Postgres postgres =
        new PostgresPool(
            VERTX,
            TestPostgres.migrated(),
            new PoolSettings(
                4,
                64,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(25),
                Duration.ofMinutes(30)));
    MemoryTier tier = new MemoryTier();
    CacheNeighbours alone =
        new CacheNeighbours(
            tier, new LocalInvalidator(CACHE.memory(), tier), () -> List.of(BUS.nodeId()));
    VERTX.deployVerticle(new CacheVerticle(BUS, CACHE, alone)).await();
    VERTX.deployVerticle(new DatasetVerticle(BUS, DECLARED, Map.of("postgres", postgres))).await();
  }

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  private static CacheAnswer read(String dataset, Format format, Map<String, List<String>> query) {
    return CACHE.read(DATASETS.resolve(dataset, query, ANN, format).await()).await();
  }

  private static String body(CacheAnswer answer) {
    return answer.entry().identity().body().toString();
  }

  private static FailureException failure(String dataset, Map<String, List<String>> query) {
    try {
      throw new AssertionError(body(read(dataset, Format.JSON, query)));
    } catch (FailureException failure) {
      return failure;
    }
  }

  @Test
  void theSecondReadComesFromMemoryWithTheSameTag() {
    CacheAnswer first = read("numbers", Format.JSON, Map.of());
    CacheAnswer second = read("numbers", Format.JSON, Map.of("count", List.of("3")));

    assertThat(first.status()).isEqualTo(Status.MISS);
    assertThat(second.status()).isEqualTo(Status.HIT);
    assertThat(second.entry().identity().etag()).isEqualTo(first.entry().identity().etag());
    assertThat(body(first)).contains("{\"number\":1,\"someText\":\"row 1\"}");
  }

  @Test
  void eachFormatHasItsOwnEntry() {
    assertThat(body(read("numbers", Format.CSV, Map.of("count", List.of("2")))))
        .isEqualTo("number,someText\r\n1,row 1\r\n2,row 2\r\n");
  }

  @Test
  void everyTypeArrivesAsItWasGiven() {
    CacheAnswer answer = read("types", Format.JSON, Map.of());

    assertThat(answer.status()).isEqualTo(Status.BYPASS);
    assertThat(body(answer))
        .endsWith(
            """
            "rows":[{"text":"it's","number":12.5,"truth":true,"day":"2024-03-31",\
            "time":"2024-03-31T00:00:00.123456Z","nothing":null}]}""");
  }

  @Test
  void asManyRowsAsAllowedAreAnsweredAndOneMoreIsNot() {
    assertThat(body(read("numbers", Format.JSON, Map.of("count", List.of("1000")))))
        .contains("\"rowCount\":1000");

    FailureException tooMany = failure("numbers", Map.of("count", List.of("1001")));
    assertThat(tooMany.failure()).isEqualTo(Failure.TOO_LARGE);
    assertThat(tooMany.detail()).contains("numbers", "at most 1000 rows", "ask for");
  }

  @Test
  void aBodyOverTheByteLimitIsNotAnswered() {
    FailureException tooLong = failure("wide", Map.of());

    assertThat(tooLong.failure()).isEqualTo(Failure.TOO_LARGE);
    assertThat(tooLong.detail()).contains("at most 1024 bytes");
  }

  @Test
  void aRowThatIsTooLargeIsRefusedWithTheSameLimitAndTheNextReadIsAnswered() {
    FailureException huge = failure("huge", Map.of());

    assertThat(huge.failure()).isEqualTo(Failure.TOO_LARGE);
    assertThat(huge.detail()).contains("huge", "at most 1024 bytes");
    assertThat(body(read("numbers", Format.CSV, Map.of("count", List.of("7")))))
        .endsWith("7,row 7\r\n");
  }

  @Test
  void whatTheDatabaseSaysStaysInTheLog() {
    FailureException broken = failure("broken", Map.of());

    assertThat(broken.failure()).isEqualTo(Failure.UPSTREAM);
    assertThat(broken.detail()).isEqualTo("The dataset broken failed at its source.");
  }

  @Test
  void aDatasetCannotWrite() {
    assertThat(failure("writing", Map.of()).failure()).isEqualTo(Failure.UPSTREAM);
  }

  @Test
  void aSourceThatIsNotConnectedIsNamed() {
    FailureException elsewhere = failure("elsewhere", Map.of());

    assertThat(elsewhere.failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(elsewhere.detail()).contains("erp");
  }

  private static CacheMessage.Load load(String dataset, Map<String, List<String>> query) {
    return DATASETS.resolve(dataset, query, ANN, Format.CSV).await().load();
  }

  private static CacheMessage.Load numbers(int count) {
    return load("numbers", Map.of("count", List.of(String.valueOf(count))));
  }

  private static List<String> loadAll(CacheMessage.Load... loads) {
    return BUS
        .<CacheMessage.LoadedAll>ask(
            CacheMessage.source("dataset"),
            new CacheMessage.LoadAll(List.of(loads)),
            Duration.ofSeconds(30))
        .await()
        .each()
        .stream()
        .map(loaded -> new String(loaded.body(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void severalQuestionsAreAnsweredInTheirOrderWhicheverDatasetsTheyAskFor() {
    List<String> answers =
        loadAll(numbers(2), load("types", Map.of()), numbers(1), numbers(900), numbers(2));

    assertThat(answers).hasSize(5);
    assertThat(answers.get(0)).isEqualTo("number,someText\r\n1,row 1\r\n2,row 2\r\n");
    assertThat(answers.get(1)).startsWith("text,number,truth,day,time,nothing");
    assertThat(answers.get(2)).isEqualTo("number,someText\r\n1,row 1\r\n");
    assertThat(answers.get(3)).endsWith("900,row 900\r\n");
    assertThat(answers.get(4)).isEqualTo(answers.get(0));
  }

  @Test
  void manySmallAnswersAreNoLargeOne() {
    CacheMessage.Load small = numbers(20);

    assertThat(loadAll(Collections.nCopies(32, small).toArray(CacheMessage.Load[]::new)))
        .hasSize(32)
        .containsOnly(loadAll(small).getFirst());
  }

  @Test
  void severalQuestionsFailAsOne() {
    for (CacheMessage.Load bad :
        List.of(numbers(1001), load("broken", Map.of()), load("elsewhere", Map.of()))) {
      assertThatThrownBy(() -> loadAll(numbers(1), bad)).isInstanceOf(FailureException.class);
    }
  }

  @Test
  void aQuestionThatFailsAmongOthersFailsAlone() {
    List<CacheMessage.Read> reads =
        Stream.of("998", "1001", "999")
            .map(count -> Map.of("count", List.of(count)))
            .map(query -> DATASETS.resolve("numbers", query, ANN, Format.CSV).await())
            .toList();

    List<Future<Status>> warmed = CACHE.warm(reads);

    assertThat(warmed.get(0).await()).isEqualTo(Status.MISS);
    assertThat(warmed.get(2).await()).isEqualTo(Status.MISS);
    assertThatThrownBy(() -> warmed.get(1).await()).hasMessageContaining("at most 1000 rows");
    assertThat(CACHE.holds(reads.get(0).key())).isTrue();
    assertThat(CACHE.holds(reads.get(1).key())).isFalse();
  }
}
