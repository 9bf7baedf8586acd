package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.shared.Samples.text;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.redis.RedisServers;
import verticles.testing.TestRedis;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class RedisTierTest extends TierContract {
  @TempDir static Path folder;
  static Vertx vertx;
  static TestRedis server;
  static RedisServers redis;

  private final RedisKeys keys = RedisKeys.after("sr:", Part.WHOLE);
  private final AtomicInteger rolledBack = new AtomicInteger();
  private final RedisTier tier =
      new RedisTier(
          redis.home(""),
          keys,
          new RedisBeat(keys, rolledBack::incrementAndGet),
          new Kept(vertx, Samples.codec(), InstantSource.system(), counts));

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    server = TestRedis.start(folder);
    redis = Samples.connected(vertx, server.address().reveal());
  }

  @AfterAll
  static void close() {
    await(redis.close());
    server.close();
    await(vertx.close());
  }

  @Override
  Tier tier() {
    return tier;
  }

  @Test
  void everythingThatIsEvictedMakesAMissAndNeverAnOldValue() {
    load(key, "first", "a");
    apply(Mode.EXPIRE, new Target.Tag("a"));

    server.ask("DEL", keys.stamp("t:a"));

    assertThat(text(find(key, "a"))).isEqualTo("nothing");
    Found begun = find(key, "a");
    server.ask("DEL", keys.lease(key));
    assertThat(await(tier.keep(key, Samples.value("second", "a"), begun.stamps()))).isFalse();
  }

  @Test
  void damagedAndForeignBytesAreAMissAndCounted() {
    load(key, "first");
    server.ask("SETRANGE", keys.value(key), "40", "damage");
    assertThat(text(find(key))).isEqualTo("nothing");
    server.ask("SET", keys.value(key), "not ours at all");
    assertThat(text(find(key))).isEqualTo("nothing");
    server.ask("SET", keys.value(key), "");
    assertThat(text(find(key))).isEqualTo("nothing");

    assertThat(counts.snapshot().unsealed()).isEqualTo(2);
    assertThat(load(key, "healed")).isTrue();
    assertThat(text(find(key))).isEqualTo("healed");
  }

  @Test
  void aValueOfTheWrongTypeIsAMissToo() {
    server.ask("LPUSH", keys.value(key), "a list");

    assertThat(text(find(key))).isEqualTo("nothing");
    assertThat(load(key, "replaced")).isTrue();
    assertThat(text(find(key))).isEqualTo("replaced");
  }

  @Test
  void whatRedisForgotShowsInTheNextAnswer() {
    load(key, "first");
    apply(Mode.REMOVE, new Target.Tag("something"));

    server.ask("FLUSHALL");

    assertThat(failure(tier.find(key, java.util.List.of()))).hasMessageContaining("forgotten");
    assertThat(rolledBack.get()).isEqualTo(1);
  }

  @Test
  void everyKeyHasAnEnd() {
    load(key, "first", "a");
    apply(Mode.REMOVE, new Target.Key(key));
    find(key, "a");

    for (String name : server.ask("KEYS", "sr:*").lines().toList()) {
      if (!name.equals(keys.beat()) && !name.equals(keys.mark())) {
        assertThat(Long.parseLong(server.ask("PTTL", name))).as(name).isPositive();
      }
    }
  }

  @Test
  void theScriptIsSentAgainWhenTheServerLostIt() {
    load(key, "first");
    server.ask("SCRIPT", "FLUSH");

    assertThat(load(key, "second")).isTrue();
  }
}
