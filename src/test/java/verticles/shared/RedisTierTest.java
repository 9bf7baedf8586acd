package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.shared.Samples.text;
import static verticles.shared.Samples.value;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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

    assertThat(failure(tier.find(key, List.of()))).hasMessageContaining("forgotten");
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

  private List<Found> findAll(Wanted... wanted) {
    return await(tier.find(List.of(wanted)));
  }

  private static Offer offer(String key, Found before, String body, String... tags) {
    return new Offer(key, value(body, tags), before.stamps());
  }

  @Test
  void severalAreFoundInOneGoAsEachIsAlone() {
    load(key + 1, "first", "a");
    load(key + 2, "second", "b");
    load(key + 3, "third", "c");
    apply(Mode.EXPIRE, new Target.Tag("b"));
    apply(Mode.REMOVE, new Target.Tag("c"));

    List<Found> found =
        findAll(
            new Wanted(key + 2, List.of("b")),
            new Wanted(key + 9, List.of("a")),
            new Wanted(key + 1, List.of("a")),
            new Wanted(key + 3, List.of()));

    assertThat(found)
        .extracting(Samples::text)
        .containsExactly("second", "nothing", "first", "nothing");
    assertThat(found).extracting(Found::expired).containsExactly(true, false, false, false);
    assertThat(found.get(1).stamps()).isEqualTo(find(key + 9, "a").stamps());
  }

  @Test
  void severalAreKeptInOneGoAndFoundAlone() {
    List<Found> before =
        findAll(new Wanted(key + 1, List.of("a")), new Wanted(key + 2, List.of("b")));

    List<Boolean> kept =
        await(
            tier.keep(
                List.of(
                    offer(key + 1, before.get(0), "first", "a"),
                    offer(key + 2, before.get(1), "second", "b"))));

    assertThat(kept).containsExactly(true, true);
    assertThat(text(find(key + 1, "a"))).isEqualTo("first");
    assertThat(text(find(key + 2, "b"))).isEqualTo("second");
    assertThat(counts.snapshot().kept()).isEqualTo(2);
  }

  @Test
  void oneOfSeveralThatWasOvertakenIsNotKeptAndTheOthersAre() {
    for (Mode mode : Mode.values()) {
      for (Target target : List.of(new Target.Key(key + 2), new Target.Tag("b" + key))) {
        List<Found> before =
            findAll(
                new Wanted(key + 1, List.of("a" + key)),
                new Wanted(key + 2, List.of("b" + key)),
                new Wanted(key + 3, List.of("c" + key)));
        apply(mode, target);

        List<Boolean> kept =
            await(
                tier.keep(
                    List.of(
                        offer(key + 1, before.get(0), "first", "a" + key),
                        offer(key + 2, before.get(1), "old", "b" + key),
                        offer(key + 3, before.get(2), "third", "c" + key))));

        assertThat(kept).as("%s %s", mode, target).containsExactly(true, false, true);
        assertThat(text(find(key + 2, "b" + key))).isEqualTo("nothing");
        assertThat(text(find(key + 3, "c" + key))).isEqualTo("third");
      }
    }
    assertThat(counts.snapshot().overtaken()).isEqualTo(4);
  }

  @Test
  void oneOfSeveralThatMayNotBeKeptIsLeftOutAlone() {
    List<Found> before = findAll(new Wanted(key + 1, List.of()), new Wanted(key + 2, List.of()));
    SharedValue huge = value(new byte[(1 << 20) + 1], List.of(), System.currentTimeMillis());

    List<Boolean> kept =
        await(
            tier.keep(
                List.of(
                    new Offer(key + 1, huge, before.get(0).stamps()),
                    offer(key + 2, before.get(1), "small"),
                    offer(key + 3, before.get(1), "under the lease of another key"))));

    assertThat(kept).containsExactly(false, true, false);
    assertThat(text(find(key + 2))).isEqualTo("small");
    assertThat(text(find(key + 3))).isEqualTo("nothing");
  }

  @Test
  void manyLargeOnesAreKeptAllTheSame() {
    List<String> names = IntStream.range(0, 9).mapToObj(i -> key + "large" + i).toList();
    List<Found> before =
        await(tier.find(names.stream().map(name -> new Wanted(name, List.of("l"))).toList()));
    byte[] body = new byte[200_000];
    new Random(7).nextBytes(body);
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      body[0] = (byte) i;
      SharedValue large = value(body.clone(), List.of("l"), System.currentTimeMillis());
      offers.add(new Offer(names.get(i), large, before.get(i).stamps()));
    }

    assertThat(await(tier.keep(offers))).containsOnly(true);
    for (int i = 0; i < names.size(); i++) {
      assertThat(find(names.get(i), "l").value().orElseThrow().body())
          .isEqualTo(offers.get(i).value().body());
    }
  }

  @Test
  void nothingIsKeptOfNothing() {
    assertThat(await(tier.keep(List.of()))).isEmpty();
  }
}
