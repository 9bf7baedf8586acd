package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.postgres.LocalPostgres;
import verticles.postgres.Migrations;
import verticles.postgres.PostgresTarget;
import verticles.testing.CommandLine;
import verticles.testing.RunningNode;
import verticles.testing.TestPostgres;

/**
 * Nodes in processes of their own on one PostgreSQL and one Redis, with datasets on the table
 * {@code item}, which belongs to another program: the test. The sequence {@code loads} counts the
 * queries. {@code item} may serve what is stale at once, {@code soon} when a load takes too long,
 * {@code plain} never.
 */
final class ItemCluster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** So many reads a service has, of all nodes together; one comes back each minute. */
  static final int SERVICE_READS = 1000;

  private final Path folder;
  private final LocalPostgres postgres;
  private final Connection database;
  private final Map<String, String> settings;
  private final List<RunningNode> nodes = new CopyOnWriteArrayList<>();
  private final AtomicInteger keys = new AtomicInteger();
  private final String token;

  private ItemCluster(Path folder, LocalPostgres postgres, Map<String, String> settings, int nodes)
      throws SQLException {
    this.folder = folder;
    this.postgres = postgres;
    this.settings = settings;
    this.database = connect();
    sql("CREATE SEQUENCE loads");
    sql("CREATE TABLE item (n int PRIMARY KEY, value text NOT NULL, seconds float8 NOT NULL)");
    for (int i = 0; i < nodes; i++) {
      this.nodes.add(startNode(i));
    }
    this.token = "Bearer " + this.nodes.getFirst().token("--role", "admin");
  }

  /** Starts PostgreSQL and the nodes; Redis is the caller's. */
  static ItemCluster start(Path folder, String redisUrl, int nodes) throws Exception {
    LocalPostgres postgres = LocalPostgres.start(folder);
    PostgresTarget target = postgres.target();
    new Migrations(target).run();
    Map<String, String> settings = new HashMap<>();
    settings.put("SPINRESERVE_REDIS_URL", redisUrl);
    settings.put("SPINRESERVE_POSTGRES_URL", target.connectionString());
    Path datasets = Files.writeString(folder.resolve("items.yaml"), ItemDatasets.DATASETS);
    settings.put("SPINRESERVE_DATASETS_FILES", datasets.toString());
    settings.put("SPINRESERVE_CACHE_POLICIES_USAGE_STALE_WHILE_REVALIDATE", "0s");
    settings.put("SPINRESERVE_CACHE_POLICIES_USAGE_STALE_IF_ERROR", "0s");
    // one user asks for all of this, as fast as it goes
    for (String work : List.of("READ", "WRITE")) {
      settings.put("SPINRESERVE_LIMITS_" + work + "_USER_RATE", "none");
      settings.put("SPINRESERVE_LIMITS_" + work + "_ADDRESS_RATE", "none");
    }
    settings.put("SPINRESERVE_LIMITS_READ_TOKEN_RATE", "1/m");
    settings.put("SPINRESERVE_LIMITS_READ_TOKEN_BURST", "" + SERVICE_READS);
    return new ItemCluster(folder, postgres, settings, nodes);
  }

  private RunningNode startNode(int index) {
    Map<String, String> own = new HashMap<>(settings);
    nodes.stream()
        .filter(node -> node.process().isAlive())
        .findFirst()
        .ifPresent(node -> own.put("SPINRESERVE_GRID_MEMBERS", node.gridAddress()));
    return RunningNode.start("serve", folder.resolve("" + (index + 1)), own);
  }

  /** Starts the node that was killed again, on its folder and on new ports. */
  void restart(int index) {
    nodes.set(index, startNode(index));
  }

  /** The nodes in the order of their start, dead ones too. */
  List<RunningNode> nodes() {
    return nodes;
  }

  /** What {@code Authorization} is, of an admin. */
  String token() {
    return token;
  }

  long postgresPid() {
    return postgres.pid();
  }

  /** What {@code Authorization} is, of a service that has read nothing yet. */
  String service() {
    String name = "reader-" + keys.incrementAndGet();
    String data = nodes.getFirst().data().toString();
    CommandLine.Result made =
        CommandLine.run(
            settings, "service-token", "create", name, "--scopes", "data:read", "--data", data);
    assertThat(made.exitCode()).as(made.err()).isZero();
    return "Bearer " + made.out().strip();
  }

  /** A connection of its own to the database. */
  Connection connect() throws SQLException {
    return TestPostgres.connect(postgres.target());
  }

  synchronized void sql(String statement) throws SQLException {
    try (var run = database.createStatement()) {
      run.execute(statement);
    }
  }

  /** How many queries reached the database. */
  synchronized long loads() throws SQLException {
    try (var run = database.createStatement();
        ResultSet row =
            run.executeQuery("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM loads")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A new item, which no node has heard of. */
  int item(String value, double seconds) throws SQLException {
    int n = keys.incrementAndGet();
    sql("INSERT INTO item VALUES (%d, '%s', %s)".formatted(n, value, seconds));
    return n;
  }

  /**
   * A new item without the trigger noticing: news of it, coming in the middle of its first load,
   * would rightly overtake that load.
   */
  int itemUnnoticed(String value, double seconds) throws SQLException {
    sql("SET session_replication_role = replica");
    int n = item(value, seconds);
    sql("SET session_replication_role = DEFAULT");
    return n;
  }

  /** Changes the value without the trigger noticing, as a program that invalidates itself. */
  void changeUnnoticed(int n, String value) throws SQLException {
    sql("SET session_replication_role = replica");
    sql("UPDATE item SET value = '%s' WHERE n = %d".formatted(value, n));
    sql("SET session_replication_role = DEFAULT");
  }

  /** A request with an admin's token. */
  HttpRequest.Builder request(RunningNode node, String path) {
    return HttpRequest.newBuilder(URI.create(node.baseUrl() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", token);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  CompletableFuture<HttpResponse<String>> read(RunningNode node, String dataset, int n) {
    return CLIENT.sendAsync(
        request(node, "/api/v1/data/" + dataset + "?n=" + n).build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> read(RunningNode node, int n) {
    return read(node, "item", n);
  }

  /** The value in an answer, which must be one. */
  static String value(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).path("rows").path(0).path("value").asText();
  }

  String value(RunningNode node, int n) {
    return value(read(node, n).join());
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  HttpResponse<String> post(RunningNode node, String path, String body) throws IOException {
    return send(
        request(node, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(RunningNode node, String path) {
    return CLIENT.sendAsync(request(node, path).build(), BodyHandlers.ofString()).join();
  }

  HttpResponse<String> put(RunningNode node, String path, String body) throws IOException {
    return send(
        request(node, path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Invalidates and returns the receipt. */
  JsonNode invalidate(RunningNode node, String body) throws IOException {
    HttpResponse<String> answer = post(node, "/api/v1/performance/cache/invalidate", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  @Override
  public void close() throws SQLException {
    for (RunningNode node : nodes.reversed()) {
      node.close();
    }
    database.close();
    postgres.stop();
  }
}
