package verticles;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import verticles.embedded.Ports;
import verticles.postgres.LocalPostgres;
import verticles.postgres.Migrations;
import verticles.postgres.PostgresTarget;
import verticles.testing.RunningNode;

/**
 * Packaged nodes on one PostgreSQL that run imports of trades. A lock on the trades keeps an import
 * in the middle of its work. What became of the tasks is read from the database.
 */
final class TaskCluster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String HEADER =
      "trade_id,traded_at,zone,delivery_start,interval_minutes,side,price_eur_mwh,quantity_mwh\n";
  private static final String ROW =
      "%s,2024-01-31T10:00:00Z,DK1,2024-02-01T00:00:00Z,60,buy,40.5,10\n";

  final TaskUpstream upstream = new TaskUpstream();
  private final Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private final Path config;
  private final List<RunningNode> nodes = new CopyOnWriteArrayList<>();
  private int started;
  private LocalPostgres postgres;
  private Connection database;
  private String token = "";

  private TaskCluster(Path folder, LocalPostgres postgres) throws SQLException {
    this.folder = folder;
    this.postgres = postgres;
    this.config = write(folder.resolve("upstream.yaml"), upstream.config());
    this.database = connect();
    settings.put("SPINRESERVE_POSTGRES_URL", postgres.target().connectionString());
    settings.put("SPINRESERVE_REDIS_URL", "none");
    for (String work : List.of("READ", "WRITE")) {
      settings.put("SPINRESERVE_LIMITS_" + work + "_USER_RATE", "none");
      settings.put("SPINRESERVE_LIMITS_" + work + "_ADDRESS_RATE", "none");
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts PostgreSQL; nodes are added. */
  static TaskCluster start(Path folder) throws SQLException {
    LocalPostgres postgres = LocalPostgres.start(folder);
    new Migrations(postgres.target()).run();
    return new TaskCluster(folder, postgres);
  }

  /** Adds a node, with some more settings. */
  RunningNode add(Map<String, String> more) {
    Map<String, String> own = new HashMap<>(settings);
    own.putAll(more);
    nodes.stream()
        .filter(node -> node.process().isAlive())
        .findFirst()
        .ifPresent(node -> own.put("SPINRESERVE_GRID_MEMBERS", node.gridAddress()));
    RunningNode node =
        RunningNode.start(Ports.free(), folder.resolve("node-" + ++started), own, config);
    nodes.add(node);
    if (token.isEmpty()) {
      token = "Bearer " + node.token("--role", "admin", "--user", "ann");
    }
    return node;
  }

  /** The nodes in the order of their start, dead ones too. */
  List<RunningNode> nodes() {
    return nodes;
  }

  long postgresPid() {
    return postgres.pid();
  }

  /** Stops PostgreSQL in the middle of everything and starts it again. */
  void restartPostgres() throws SQLException {
    postgres.stop();
    postgres = LocalPostgres.start(folder);
    database = connect();
  }

  /** Asks a node for the import of a trade; answers its task, once that is acknowledged. */
  UUID importTrade(RunningNode node, String trade) throws IOException {
    return importTrade(node, trade, "");
  }

  /** The same with more fields of the request, each with a comma behind it. */
  UUID importTrade(RunningNode node, String trade, String more) throws IOException {
    String file =
        post(node, "/api/v1/tasks/files", "text/csv", HEADER + ROW.formatted(trade), 201)
            .replaceAll("(?s).*\"file\":\\s*\"([^\"]+)\".*", "$1");
    return ask(
        node,
        """
        {%s "type": "market.import",
         "payload": {"file": "%s", "kind": "trades", "format": "csv", "portfolio": "desk", "zone": "DK1"}}
        """
            .formatted(more, file));
  }

  /** Asks a node to pull one of the sources of {@link #upstream}. */
  UUID sync(RunningNode node, String source) throws IOException {
    return ask(node, "{\"type\": \"data.sync\", \"payload\": {\"source\": \"" + source + "\"}}");
  }

  /** How many rows that were pulled have keys that begin so. */
  long synced(String key) {
    return number("SELECT count(*) FROM synced_row WHERE key LIKE '" + key + "%'");
  }

  /** Asks a node for a task; answers it, once that is acknowledged. */
  UUID ask(RunningNode node, String task) throws IOException {
    String answer = post(node, "/api/v1/tasks", "application/json", task, 202);
    return UUID.fromString(JSON.readTree(answer).path("id").asText());
  }

  private String post(RunningNode node, String path, String type, String body, int expected)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(node.baseUrl() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", token)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        throw new IOException(path + " answered " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** A connection of its own. */
  Connection connect() throws SQLException {
    PostgresTarget target = postgres.target();
    return DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password().reveal());
  }

  /** Keeps every import in the middle of its work until the connection is closed. */
  Connection holdImports() throws SQLException {
    Connection holder = connect();
    holder.setAutoCommit(false);
    try (var lock = holder.createStatement()) {
      lock.execute("LOCK TABLE trade IN EXCLUSIVE MODE");
    }
    return holder;
  }

  /** The first column of what a query finds. */
  synchronized List<String> strings(String query) {
    List<String> found = new ArrayList<>();
    try (var run = database.createStatement();
        ResultSet rows = run.executeQuery(query)) {
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long number(String query) {
    return Long.parseLong(strings(query).getFirst());
  }

  /** The node that holds a task now; empty when none does. */
  String holder(UUID task) {
    return String.join("", strings("SELECT node FROM task_lease WHERE task_id = '" + task + "'"));
  }

  /** The process of that node; empty when it is none of these. */
  Optional<RunningNode> process(String node) {
    return nodes.stream()
        .filter(one -> one.output().contains("this node is in the grid node=\"" + node))
        .findFirst();
  }

  /** What is wrong with the tasks, which must all be over: nothing, when every promise was kept. */
  List<String> violations(Map<UUID, String> acknowledged) {
    return new TaskPromises(this).violations(acknowledged);
  }

  @Override
  public void close() throws SQLException {
    upstream.close();
    nodes.reversed().forEach(RunningNode::close);
    database.close();
    postgres.stop();
    try (var files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException leftBehind) {
      throw new IllegalStateException(leftBehind);
    }
  }
}
