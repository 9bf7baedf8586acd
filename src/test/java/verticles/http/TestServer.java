package verticles.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import verticles.bus.Bus;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.limit.Limiter;
import verticles.limit.LimitsConfig;
import verticles.limit.TrustedProxies;
import verticles.market.ImportReport;
import verticles.market.MarketMessage;
import verticles.notify.NotifyConfig;
import verticles.notify.NotifyMessage;
import verticles.notify.NotifyVerticle;
import verticles.postgres.Postgres;
import verticles.redis.NoRedis;
import verticles.security.KeyRing;
import verticles.security.SecurityConfig;
import verticles.security.SecurityMessage;
import verticles.security.SigningKeys;
import verticles.security.Tokens;
import verticles.tasks.TaskMessage;
import verticles.testing.NoPostgres;
import verticles.testing.TestConfig;

/** A real HTTP face on a free port, with a small cache and catalog behind it and no database. */
final class TestServer implements AutoCloseable {
  static final SecurityConfig SECURITY =
      new SecurityConfig(
          Duration.ofHours(1),
          "spinreserve",
          Duration.ofMinutes(1),
          Duration.ofDays(30),
          Duration.ofDays(7),
          Duration.ZERO,
          false,
          Duration.ofMinutes(10));

  static final NotifyConfig NOTIFICATIONS =
      new NotifyConfig(
          List.of("https://desk.example"),
          8,
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          20,
          100_000,
          Duration.ofDays(1));

  static final int LARGEST_ENTRY = 64 * 1024;

  final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  final MemoryCache cache = new MemoryCache();
  final MemoryAdmin admin = new MemoryAdmin();
  final MemoryAudit audit = new MemoryAudit();
  final MemoryWarmer warmer = new MemoryWarmer();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Health health = new Health("0.0.0-test", "node-1", InstantSource.system());
  final Bus bus =
      new Bus(vertx, "node-1")
          .carry(MarketMessage.class)
          .carry(SecurityMessage.class)
          .carry(NotifyMessage.class)
          .carry(TaskMessage.class);
  final NotifyVerticle notify;
  final HttpFront front;
  final Tokens tokens;
  final Limiter limiter;
  volatile Importer importer = (request, rows) -> new ImportReport("none", 0, 0, 0, 0, 0);
  private final Postgres database;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String deployment;

  /** The shipped configuration on a free port and one event loop, with small limits. */
  static HttpConfig config(String... settings) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "port: 0",
                    "event-loops: 1",
                    "max-connections: 1000",
                    "max-body: 4KiB",
                    "max-upload: 1MiB",
                    "max-streams: 2"),
                Arrays.stream(settings))
            .toArray(String[]::new);
    return TestConfig.section("http", HttpConfig.class, all);
  }

  TestServer(Path data) {
    this(data, config());
  }

  TestServer(Path data, HttpConfig config) {
    this(data, config, LimitsConfig.unlimited());
  }

  TestServer(Path data, HttpConfig config, LimitsConfig limits) {
    this(data, config, limits, NOTIFICATIONS, new NoPostgres());
  }

  /** One with a database for notifications, tickets, identity, webhooks and files of tasks. */
  TestServer(Path data, HttpConfig config, NotifyConfig notifications, Postgres postgres) {
    this(data, config, LimitsConfig.unlimited(), notifications, postgres);
  }

  private TestServer(
      Path data,
      HttpConfig config,
      LimitsConfig limits,
      NotifyConfig notifications,
      Postgres postgres) {
    InstantSource clock = InstantSource.system();
    database = postgres;
    notify = new NotifyVerticle(notifications, bus, vertx, postgres);
    notify.bindTo(meters);
    await(vertx.deployVerticle(notify));
    limiter = new Limiter(limits, new NoRedis(clock), "test:", () -> 1, meters, clock);
    TrustedProxies proxies = new TrustedProxies(limits.trustedProxies());
    front =
        new HttpFront(config, Duration.ofSeconds(5), proxies, health, meters, "http-test-webroot");
    front.secure(vertx, clock);
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
    return new TestServices(this, database).all();
  }

  /** Files that no task took. */
  final Queue<UUID> forgotten = new ConcurrentLinkedQueue<>();

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
}
