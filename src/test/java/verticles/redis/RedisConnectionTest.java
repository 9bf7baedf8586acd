package verticles.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.testing.Signals;

/** The connection against a real server that is absent, killed, frozen and restarted. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class RedisConnectionTest {
  @TempDir static Path data;
  static Vertx vertx;
  private LocalRedis server;
  private GuardedRedis redis;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  @BeforeEach
  void connect() {
    server = LocalRedis.start(data);
    redis = connection(server.address());
    until("up", redis::state, RedisState.Up.class::isInstance);
  }

  @AfterEach
  void disconnect() {
    await(redis.close());
    server.stop();
    assertThat(server.pid()).isEqualTo(-1);
  }

  @Test
  void commandsAreAnswered() {
    await(redis.send(Request.cmd(Command.SET, "key", "value")));

    String reply =
        await(redis.send(Request.cmd(Command.GET, "key")).map(value -> String.valueOf(value)));
    assertThat(reply).isEqualTo("value");
    assertThat(redis.breaker()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void aMissingKeyIsNoReplyAndNoFailure() {
    boolean nothing =
        await(redis.send(Request.cmd(Command.GET, "missing")).map(reply -> reply == null));

    assertThat(nothing).isTrue();
  }

  @Test
  void wrongCommandsAreTheirCallersFaultAndCloseNothing() {
    await(redis.send(Request.cmd(Command.SET, "text", "value")));

    for (int i = 0; i < 30; i++) {
      assertThat(failed(redis.send(Request.cmd(Command.INCR, "text"))).failure())
          .isEqualTo(Failure.UPSTREAM);
    }

    assertThat(redis.breaker()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void aKilledServerIsRefusedAtOnceAndItsSuccessorIsUsedByItself() {
    Signals.kill(server.pid());
    until("down", redis::state, RedisState.Down.class::isInstance);
    until("refused", () -> redis.breaker() == CircuitBreaker.State.OPEN);

    Future<?> refused = redis.send(Request.cmd(Command.GET, "key"));

    // not a matter of time: it has failed before it could wait for anything
    assertThat(refused.isComplete()).isTrue();
    assertThat(failed(refused).failure()).isEqualTo(Failure.UNAVAILABLE);
    server = LocalRedis.start(data);
    until("closed again", () -> redis.breaker() == CircuitBreaker.State.CLOSED);
    await(redis.send(Request.cmd(Command.SET, "key", "back")));
  }

  @Test
  void aFrozenServerCostsSomeCommandsTheirTimeoutAndThenNothing() {
    Signals.freeze(server.pid());
    try {
      List<FailureException> failures =
          Stream.generate(() -> redis.send(Request.cmd(Command.GET, "key")))
              .limit(50)
              .toList()
              .stream()
              .map(RedisConnectionTest::failed)
              .toList();
      assertThat(failures)
          .allMatch(f -> f.failure() == Failure.TIMEOUT || f.failure() == Failure.UNAVAILABLE);
      until("refused", () -> redis.breaker() == CircuitBreaker.State.OPEN);
      assertThat(redis.send(Request.cmd(Command.GET, "key")).isComplete()).isTrue();
      assertThat(redis.state()).isInstanceOf(RedisState.Down.class);
    } finally {
      Signals.thaw(server.pid());
    }

    until("closed again", () -> redis.breaker() == CircuitBreaker.State.CLOSED);
    await(redis.send(Request.cmd(Command.SET, "key", "thawed")));
  }

  @Test
  void aServerThatWasNeverThereIsDownAndNothingIsThrown() {
    GuardedRedis nobody = connection(new Secret("redis://127.0.0.1:1"));

    RedisState state =
        until(
            "asked",
            nobody::state,
            seen -> seen instanceof RedisState.Down down && !down.reason().startsWith("not asked"));

    assertThat(((RedisState.Down) state).reason()).isEqualTo("connection refused");
    assertThat(nobody.breaker()).isEqualTo(CircuitBreaker.State.OPEN);
    await(nobody.close());
  }

  @Test
  void aWrongPasswordIsSaidAndNotShown() {
    GuardedRedis stranger =
        connection(new Secret(server.address().reveal().replaceAll(":[0-9a-f]{48}@", ":hunter2@")));

    RedisState state =
        until(
            "asked",
            stranger::state,
            seen -> seen instanceof RedisState.Down down && !down.reason().startsWith("not asked"));

    assertThat(((RedisState.Down) state).reason()).contains("WRONGPASS").doesNotContain("hunter2");
    await(stranger.close());
  }

  @Test
  void whereNoneIsConfiguredEveryCommandIsRefused() {
    NoRedis none = new NoRedis(InstantSource.system());

    assertThat(failed(none.send(Request.cmd(Command.GET, "key"))).failure())
        .isEqualTo(Failure.UNAVAILABLE);
    assertThat(none.state()).isInstanceOf(RedisState.Disabled.class);
  }

  @Test
  void theEmbeddedServerKeepsItsAddressAndItsSecret() throws Exception {
    LocalRedis next = LocalRedis.start(data);

    assertThat(next.address()).isEqualTo(server.address());
    assertThat(Stream.of("secrets/redis-password", "redis/redis.conf").map(data::resolve))
        .allMatch(RedisConnectionTest::isPrivate);
    assertThat(ProcessHandle.of(next.pid()).orElseThrow().info().arguments().stream())
        .noneMatch(text -> List.of(text).toString().contains(password(next)));
    assertThat(Files.readString(data.resolve("redis").resolve("redis.conf")))
        .contains("maxmemory-policy allkeys-lru");
  }

  private static String password(LocalRedis server) {
    return server.address().reveal().replaceAll(".*:([0-9a-f]{48})@.*", "$1");
  }

  private static boolean isPrivate(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals("rw-------");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static GuardedRedis connection(Secret address) {
    RedisConfig settings =
        new RedisConfig(
            new Secret("none"),
            List.of(),
            RedisTopology.STANDALONE,
            "mymaster",
            "",
            new Secret(""),
            RedisTls.USUAL,
            2,
            100,
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofMillis(200));
    return new GuardedRedis(vertx, settings, address, Probe.PING, InstantSource.system());
  }

  private static FailureException failed(Future<?> future) {
    return (FailureException) failure(future);
  }
}
