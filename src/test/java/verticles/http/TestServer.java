package verticles.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.DataSize;
import verticles.config.Secret;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.market.ImportReport;
import verticles.market.MarketMessage;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;
import verticles.security.Accounts;
import verticles.security.DemoAccount;
import verticles.security.KeyRing;
import verticles.security.SecurityConfig;
import verticles.security.SecurityMessage;
import verticles.security.SigningKeys;
import verticles.security.Tokens;
import verticles.tasks.RetentionSweep;
import verticles.tasks.TaskFiles;
import verticles.tasks.TaskMessage;
import verticles.tasks.TaskVerticle;
import verticles.tasks.Tasks;
import verticles.tasks.TasksConfig;

/** A real HTTP face on a free port, with a small cache and catalog behind it and no database. */
final class TestServer implements AutoCloseable {
  static final SecurityConfig SECURITY =
      new SecurityConfig(Duration.ofHours(1), "spinreserve", Duration.ofMinutes(1));

  static final int LARGEST_ENTRY = 64 * 1024;

  final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  final MemoryCache cache = new MemoryCache();
  final MemoryAdmin admin = new MemoryAdmin();
  final MemoryWarmer warmer = new MemoryWarmer();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Health health = new Health("0.0.0-test", "node-1", InstantSource.system());
  final Bus bus =
      new Bus(vertx, "node-1")
          .carry(MarketMessage.class)
          .carry(SecurityMessage.class)
          .carry(TaskMessage.class);
  final HttpFront front;
  final Tokens tokens;
  volatile Importer importer = (request, rows) -> new ImportReport("none", 0, 0, 0, 0, 0);
  private final HttpClient client = HttpClient.newHttpClient();
  private final String deployment;

  static HttpConfig config() {
    return new HttpConfig(
        "127.0.0.1",
        0,
        0,
        1,
        1000,
        new DataSize(8192),
        new DataSize(4096),
        new DataSize(1 << 20),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(75),
        Duration.ofSeconds(30),
        2);
  }

  /** The usual configuration with other deadlines. */
  static HttpConfig config(
      int connections, Duration header, Duration body, Duration idle, Duration request) {
    HttpConfig usual = config();
    return new HttpConfig(
        usual.host(),
        0,
        0,
        1,
        connections,
        usual.maxHeader(),
        usual.maxBody(),
        usual.maxUpload(),
        header,
        body,
        idle,
        request,
        usual.maxStreams());
  }

  TestServer(Path data) {
    this(data, config());
  }

  TestServer(Path data, HttpConfig config) {
    front = new HttpFront(config, Duration.ofSeconds(5), health, meters, "http-test-webroot");
    SigningKeys keys = SigningKeys.open(data);
    tokens = new Tokens(keys, KeyRing.alone(keys), SECURITY, InstantSource.system());
    deployment =
        await(
            vertx.deployVerticle(
                () -> new HttpVerticle(front),
                new DeploymentOptions().setInstances(config.loops())));
  }

  TestServer open() {
    await(front.open(vertx, services()));
    return this;
  }

  HttpServices services() {
    return new HttpServices(
        bus,
        cache,
        new CacheServices(admin, warmer, new DataSize(1 << 20), new DataSize(LARGEST_ENTRY)),
        new TwoDatasets(),
        tokens,
        new Accounts(vertx, new NoPostgres(), InstantSource.system()),
        (request, rows) -> importer.run(request, rows),
        tasks(),
        Optional.of(new DemoAccount("demo", "open-sesame-1")),
        true);
  }

  /** Tasks without a database: what is asked for is checked, and then refused. */
  private TaskServices tasks() {
    Tasks tasks =
        new TaskVerticle(
                new TasksConfig(
                    TasksConfig.Workers.NONE,
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(8),
                    3,
                    100,
                    2,
                    Duration.ofDays(60),
                    List.of()),
                List.of(new RetentionSweep(new NoPostgres(), Duration.ofDays(60))),
                vertx,
                bus,
                new NoPostgres(),
                new NoPostgres(),
                meters)
            .tasks();
    return new TaskServices(
        tasks,
        (owner, content) ->
            new TaskFiles.Kept(
                new UUID(0, 1), content.transferTo(OutputStream.nullOutputStream())));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  String token(Role role) {
    return tokens.issue(new Caller("ann", "north", role)).text();
  }

  String token(Caller caller, Duration lifetime) {
    return tokens.issue(caller, lifetime).text();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  HttpRequest.Builder as(Role role, String path) {
    return request(path).header("Authorization", "Bearer " + token(role));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder as(Caller caller, String path) {
    return request(path).header("Authorization", "Bearer " + token(caller, Duration.ofMinutes(5)));
  }

  HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(Role role, String path) {
    return send(as(role, path));
  }

  Raw raw() throws IOException {
    return new Raw(front.port());
  }

  Future<Void> stop() {
    front.drain();
    return vertx.undeploy(deployment);
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  /** A database that is down. */
  private static final class NoPostgres implements Postgres {
    @Override
    public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
      return query(sql, parameters);
    }

    @Override
    public Future<RowSet<Row>> query(String sql, Tuple parameters) {
      return Future.failedFuture(
          FailureException.of(Failure.UNAVAILABLE, "The database cannot be reached."));
    }

    @Override
    public PostgresTarget target() {
      return new PostgresTarget("127.0.0.1", 1, "none", "none", new Secret(""));
    }
  }
}
