package verticles.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.redis.RedisConfig;
import verticles.redis.RedisOpening;
import verticles.redis.RedisServers;
import verticles.redis.RedisState;
import verticles.redis.RedisTls;
import verticles.redis.RedisTopology;
import verticles.testing.TestRedis;

/** Three limiters, as of three nodes, on one real Redis. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ThreeNodesTest {
  /** Whole numbers of the load of each node: one has nearly all, one hardly any. */
  private static final int[] SHARES = {14, 5, 1};

  private static final int NODES = 3;
  private static final Limit NONE = new Limit("none", 1);

  @TempDir static Path folder;
  static Vertx vertx;
  static TestRedis server;
  static List<RedisServers> connections;

  private final String user = UUID.randomUUID().toString();

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    server = TestRedis.start(folder);
    connections = IntStream.range(0, NODES).mapToObj(node -> connect()).toList();
    connections.forEach(redis -> until("up", redis::state, RedisState.Up.class::isInstance));
  }

  private static RedisConfig config() {
    return new RedisConfig(
        server.address(),
        List.of(),
        RedisTopology.STANDALONE,
        "mymaster",
        "",
        new Secret(""),
        RedisTls.USUAL,
        2,
        1000,
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofMillis(200));
  }

  private static RedisServers connect() {
    return RedisOpening.open(vertx, config(), server.address(), InstantSource.system());
  }

  @AfterAll
  static void close() {
    connections.forEach(redis -> await(redis.close()));
    server.close();
    await(vertx.close());
  }

  private static List<Limiter> nodes(String rate, int burst) {
    Limit limit = new Limit(rate, burst);
    ClassLimits read = new ClassLimits(NONE, limit, NONE);
    LimitsConfig none = LimitsConfig.unlimited();
    LimitsConfig config =
        new LimitsConfig(List.of(), read, none.write(), none.heavy(), none.signIn(), none.stream());
    return connections.stream()
        .map(
            redis ->
                new Limiter(
                    config,
                    new RedisBuckets(redis, "test:", Duration.ofSeconds(5)),
                    () -> NODES,
                    new SimpleMeterRegistry(),
                    InstantSource.system(),
                    System::nanoTime))
        .toList();
  }

  private Allowance allowance(Limiter limiter) {
    return limiter.allowance(RouteClass.READ, SubjectKind.USER, user);
  }

  /** Offers requests to all three unevenly; how many were let through. */
  private int offer(List<Limiter> nodes, int rounds) {
    List<Future<Boolean>> asked = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (int node = 0; node < nodes.size(); node++) {
        for (int i = 0; i < SHARES[node]; i++) {
          Limiter limiter = nodes.get(node);
          asked.add(limiter.ask(allowance(limiter)).map(true).otherwise(false));
        }
      }
    }
    await(Future.join(asked));
    return (int) asked.stream().filter(Future::result).count();
  }

  @Test
  void whatIsLetThroughIsExactWithinOnePercentWhereverItComesIn() {
    List<Limiter> nodes = nodes("1/m", 10_000);

    int through = 0;
    for (int part = 0; part < 100; part++) {
      through += offer(nodes, 10);
    }

    assertThat(through).isCloseTo(10_000, Percentage.withPercentage(1));
  }

  @Test
  void theRateIsKeptWithinOnePercentOverAWindow() throws Exception {
    List<Limiter> nodes = nodes("4000/s", 4000);

    long began = System.nanoTime();
    int through = 0;
    while (System.nanoTime() - began < Duration.ofSeconds(3).toNanos()) {
      through += offer(nodes, 5);
      Thread.sleep(1);
    }
    double seconds = (System.nanoTime() - began) / 1e9;

    assertThat((double) through).isCloseTo(4000 + 4000 * seconds, Percentage.withPercentage(1));
  }

  @Test
  void whatANodeDoesNotNeedComesBackToTheOthers() {
    List<Limiter> nodes = nodes("1/m", 4200);
    offer(nodes.subList(0, 1), 1);
    assertThat(allowance(nodes.getFirst()).inHand()).isPositive();

    nodes.getFirst().tend();
    nodes.getFirst().tend();

    assertThat(allowance(nodes.getFirst()).inHand()).isZero();
    Limiter other = nodes.get(1);
    until(
        "given back",
        () -> {
          await(other.ask(allowance(other)));
          return allowance(other).fraction() * 4200;
        },
        left -> left > 4200 - 14 - 100);
  }

  @Test
  void aSmallLimitIsExactToTheLastRequest() {
    List<Limiter> nodes = nodes("1/m", 10);

    assertThat(offer(nodes, 3)).isEqualTo(10);
  }

  @Test
  void theRefusalSaysWhichLimitAndWhen() {
    List<Limiter> nodes = nodes("6/m", 6);
    offer(nodes, 2);

    Throwable refused = failure(nodes.get(1).ask(allowance(nodes.get(1))));

    assertThat(refused)
        .isInstanceOfSatisfying(
            FailureException.class,
            failure -> {
              assertThat(failure.failure()).isEqualTo(Failure.TOO_MANY);
              assertThat(failure.detail())
                  .contains("'read-user'", "6 reads a minute by this user", "Try again in");
            });
    assertThat(allowance(nodes.get(1)).retrySeconds()).isBetween(1L, 10L);
  }

  @Test
  void withoutRedisEachNodeHasItsShareAndAllIsSharedAgainWhenItIsBack() {
    TestRedis own = TestRedis.start(folder);
    List<RedisServers> links =
        IntStream.range(0, NODES)
            .mapToObj(
                node -> RedisOpening.open(vertx, config(), own.address(), InstantSource.system()))
            .toList();
    links.forEach(redis -> until("up", redis::state, RedisState.Up.class::isInstance));
    List<RedisServers> before = connections;
    connections = links;
    List<Limiter> nodes = nodes("1/m", 300);
    connections = before;
    try {
      own.kill();
      int through = offer(nodes, 100);
      assertThat(through).isCloseTo(300, within(NODES));
      assertThat(nodes.getFirst().mode()).isInstanceOf(LimitMode.Local.class);

      own.restart();
      until(
          "shared again",
          () -> {
            nodes.forEach(Limiter::tend);
            return nodes.stream().allMatch(node -> node.mode() instanceof LimitMode.Shared);
          });
      assertThat(offer(nodes, 100)).isCloseTo(300, Percentage.withPercentage(1));
    } finally {
      links.forEach(redis -> await(redis.close()));
      own.close();
    }
  }
}
