package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.redis.RedisServers;
import verticles.testing.TestRedis;

class FullRedisTest {
  private static final List<String> NO_TAGS = List.of();

  private final Vertx vertx = Vertx.vertx();
  private final RedisKeys keys = RedisKeys.after("sr:", Part.WHOLE);

  @Test
  void itIsFullUntilAValueIsKeptAndNotBecauseOneWasOvertaken(@TempDir Path folder) {
    try (TestRedis server = TestRedis.start(folder)) {
      RedisServers redis = Samples.connected(vertx, server.address().reveal());
      RedisTier tier =
          new RedisTier(
              redis.home(""),
              keys,
              new RedisBeat(keys, () -> {}),
              new Kept(vertx, Samples.codec(), InstantSource.system(), new TierCounts()));
      Stamps overtaken = await(tier.find("early", NO_TAGS)).stamps();
      await(tier.apply(Invalidation.of(Mode.REMOVE, new Target.Everything())));
      server.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
      server.ask("CONFIG", "SET", "maxmemory", "1");

      await(tier.find("key", NO_TAGS));
      assertThat(tier.isFull()).isTrue();
      assertThat(await(tier.keep("early", Samples.value("late"), overtaken))).isFalse();
      assertThat(tier.isFull()).isTrue();

      server.ask("CONFIG", "SET", "maxmemory", "0");
      Stamps begun = await(tier.find("key", NO_TAGS)).stamps();
      assertThat(await(tier.keep("key", Samples.value("kept"), begun))).isTrue();
      assertThat(tier.isFull()).isFalse();
      await(redis.close());
    } finally {
      await(vertx.close());
    }
  }
}
