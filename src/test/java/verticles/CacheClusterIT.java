package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import verticles.postgres.LocalPostgres;
import verticles.postgres.Migrations;
import verticles.postgres.PostgresTarget;
import verticles.redis.LocalRedis;
import verticles.testing.Eventually;
import verticles.testing.RunningNode;
import verticles.testing.Signals;

/**
 * Three nodes in processes of their own on one PostgreSQL and one Redis: what the cluster promises,
 * also while a part of it is killed or frozen. The table {@code item} belongs to another program,
 * which is this test; the sequence {@code loads} counts the queries of a dataset.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CacheClusterIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AtomicInteger KEYS = new AtomicInteger();

  private static final String DATASETS =
      """
      datasets:
        item:
          description: The value of an item and the number of the load that read it.
          scope: shared
          policy: simple
          tags: ["item:{n}"]
          invalidate-on:
            - { table: item, tag: "item:{n}" }
          parameters:
            n: { type: integer, required: true, description: The item. }
          sql: |
            SELECT i.value, nextval('loads') AS load, pg_sleep(i.seconds)::text AS slept
            FROM item i WHERE i.n = :n
      """;

  @TempDir private static Path folder;
  private static final List<RunningNode> NODES = new ArrayList<>();
  private static LocalPostgres postgres;
  private static LocalRedis redis;
  private static Connection database;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    redis = LocalRedis.start(folder);
    Path datasets = Files.writeString(folder.resolve("items.yaml"), DATASETS);
    Map<String, String> settings = new HashMap<>();
    settings.put("SPINRESERVE_REDIS_URL", redis.address().reveal());
    postgres = LocalPostgres.start(folder);
    PostgresTarget target = postgres.target();
    new Migrations(target).run();
    database =
        DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password().reveal());
    sql("CREATE SEQUENCE loads");
    sql("CREATE TABLE item (n int PRIMARY KEY, value text NOT NULL, seconds float8 NOT NULL)");
    settings.put(
        "SPINRESERVE_POSTGRES_URL",
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                target.user(),
                target.password().reveal(),
                target.host(),
                target.port(),
                target.database()));
    settings.put("SPINRESERVE_DATASETS_FILES", datasets.toString());
    RunningNode first = RunningNode.start("serve", folder.resolve("1"), settings);
    NODES.add(first);
    settings.put("SPINRESERVE_GRID_MEMBERS", first.gridAddress());
    NODES.add(RunningNode.start("serve", folder.resolve("2"), settings));
    NODES.add(RunningNode.start("serve", folder.resolve("3"), settings));
    token = "Bearer " + first.token("--role", "operator");
  }

  @AfterAll
  static void stop() throws Exception {
    for (RunningNode node : NODES.reversed()) {
      node.close();
    }
    redis.stop();
    postgres.stop();
  }

  @AfterEach
  void thaw() {
    if (ProcessHandle.of(redis.pid()).isPresent()) {
      Signals.thaw(redis.pid());
    }
  }

  private static void sql(String statement) throws SQLException {
    try (var run = database.createStatement()) {
      run.execute(statement);
    }
  }

  private static long loads() throws SQLException {
    try (var run = database.createStatement();
        ResultSet row =
            run.executeQuery("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM loads")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A new item, which no node has heard of. */
  private static int item(String value, double seconds) throws SQLException {
    int n = KEYS.incrementAndGet();
    sql("INSERT INTO item VALUES (%d, '%s', %s)".formatted(n, value, seconds));
    return n;
  }

  private static List<RunningNode> readers() {
    return NODES.stream().filter(node -> node.process().isAlive()).toList();
  }

  private static HttpRequest.Builder request(RunningNode node, String path) {
    return HttpRequest.newBuilder(URI.create(node.baseUrl() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", token);
  }

  private static CompletableFuture<HttpResponse<String>> read(RunningNode node, int n) {
    return CLIENT.sendAsync(
        request(node, "/api/v1/data/item?n=" + n).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String value(HttpResponse<String> answer) {
    try {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body()).path("rows").path(0).path("value").asText();
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  private static String value(RunningNode node, int n) {
    return value(read(node, n).join());
  }

  private static JsonNode invalidate(RunningNode node, String body) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            request(node, "/api/v1/performance/cache/invalidate")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** Changes the value without the trigger noticing, as a program would that invalidates itself. */
  private static void changeUnnoticed(int n, String value) throws SQLException {
    sql("SET session_replication_role = replica");
    sql("UPDATE item SET value = '%s' WHERE n = %d".formatted(value, n));
    sql("SET session_replication_role = DEFAULT");
  }

  @Test
  @Order(1)
  void a_thousand_requests_for_a_cold_key_on_three_nodes_make_one_query() throws Exception {
    int n = item("cold", 0.5);
    long before = loads();

    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(read(readers().get(i % 3), n));
    }

    assertThat(answers).allSatisfy(answer -> assertThat(value(answer.join())).isEqualTo("cold"));
    assertThat(loads() - before).isEqualTo(1);
  }

  @Test
  @Order(2)
  void an_acknowledged_invalidation_counts_on_every_node() throws Exception {
    int n = item("old", 0);
    readers().forEach(node -> assertThat(value(node, n)).isEqualTo("old"));
    changeUnnoticed(n, "new");
    readers().forEach(node -> assertThat(value(node, n)).isEqualTo("old"));

    JsonNode receipt = invalidate(readers().getFirst(), "{\"tags\": [\"item:%d\"]}".formatted(n));

    assertThat(receipt.path("nodes").asInt()).isEqualTo(3);
    readers().forEach(node -> assertThat(value(node, n)).isEqualTo("new"));
  }

  @Test
  @Order(3)
  void a_commit_of_another_program_reaches_every_node() throws Exception {
    int n = item("old", 0);
    readers().forEach(node -> assertThat(value(node, n)).isEqualTo("old"));

    sql("UPDATE item SET value = 'new' WHERE n = " + n);

    Eventually.holds(() -> readers().forEach(node -> assertThat(value(node, n)).isEqualTo("new")));
  }

  @Test
  @Order(4)
  void a_frozen_redis_makes_nobody_wait_and_serves_nothing_old_when_it_is_back() throws Exception {
    int n = item("old", 0);
    assertThat(value(readers().getFirst(), n)).isEqualTo("old");

    Signals.freeze(redis.pid());
    changeUnnoticed(n, "new");
    invalidate(readers().getFirst(), "{\"tags\": [\"item:%d\"]}".formatted(n));
    readers().forEach(node -> assertThat(value(node, n)).isEqualTo("new"));
    int other = item("meanwhile", 0);
    readers().forEach(node -> assertThat(value(node, other)).isEqualTo("meanwhile"));
    Signals.thaw(redis.pid());

    Eventually.holds(
        () -> readers().forEach(node -> assertThat(health(node)).contains("\"redis\"")));
    // what is only in Redis is read through a memory that has forgotten it
    invalidateMemory();
    readers().forEach(node -> assertThat(value(node, n)).isEqualTo("new"));
  }

  private static String health(RunningNode node) {
    HttpRequest request = request(node, "/api/v1/performance/cache/health").build();
    return CLIENT
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body)
        .join();
  }

  private static void invalidateMemory() throws Exception {
    invalidate(readers().getFirst(), "{\"all\": true, \"mode\": \"expire\"}");
  }

  @Test
  @Order(5)
  void redis_killed_and_restarted_empty_goes_unnoticed() throws Exception {
    int n = item("old", 0);
    readers().forEach(node -> assertThat(value(node, n)).isEqualTo("old"));

    Signals.kill(redis.pid());
    sql("UPDATE item SET value = 'new' WHERE n = " + n);

    Eventually.holds(() -> readers().forEach(node -> assertThat(value(node, n)).isEqualTo("new")));
  }

  @Test
  @Order(6)
  void a_node_killed_while_it_owns_loads_takes_no_answer_with_it() throws Exception {
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      items.add(item("value", 1.5));
    }
    long before = loads();
    RunningNode survivor = readers().getFirst();
    List<CompletableFuture<HttpResponse<String>>> answers =
        items.stream().map(n -> read(survivor, n)).toList();
    Eventually.holds(() -> assertThat(loads() - before).isPositive());

    readers().getLast().kill();

    assertThat(answers).allSatisfy(answer -> assertThat(value(answer.join())).isEqualTo("value"));
    // those of the dead node are loaded once more, no stampede
    assertThat(loads() - before).isLessThanOrEqualTo(2L * items.size());
  }
}
