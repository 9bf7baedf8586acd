package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.testing.LocalInvalidator;
import verticles.testing.MemoryTier;
import verticles.testing.Patience;
import verticles.testing.SettableClock;

/** The values of other services, on a node whose memory may be lost at any time. */
class KeyValuesTest {
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, "test").carry(CacheMessage.class);
  private final SettableClock clock = new SettableClock("2026-11-20T12:00:00Z");
  private final MemoryTier tier = new MemoryTier();
  private final NearCache near = new NearCache(Reads.CONFIG, bus, clock);
  private final LocalInvalidator invalidator = new LocalInvalidator(near.memory(), tier);
  private final CacheNeighbours neighbours =
      new CacheNeighbours(tier, invalidator, () -> List.of(bus.nodeId()));
  private final ClusterCache cluster = new ClusterCache(bus, near, neighbours, new NoPolicies());

  @BeforeEach
  void start() {
    vertx.deployVerticle(new CacheVerticle(bus, near, neighbours)).await();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private static KeptEntry value(String body, String... tags) {
    return value(body, Duration.ofMinutes(10), tags);
  }

  private static KeptEntry value(String body, Duration ttl, String... tags) {
    return new KeptEntry(
        body.getBytes(StandardCharsets.UTF_8),
        "application/x-anything",
        "",
        List.of(tags),
        ttl,
        Duration.ZERO,
        "");
  }

  private String put(String key, String body, String expected, String... tags) {
    return cluster.put(key, value(body, tags), expected).await();
  }

  private Optional<String> body(String key) {
    return cluster
        .entry(key)
        .await()
        .map(entry -> new String(entry.body(), StandardCharsets.UTF_8));
  }

  private static Failure failure(Future<?> future) {
    return ((FailureException) Patience.failure(future)).failure();
  }

  private void loseMemory() {
    near.memory().forget();
  }

  @Test
  void aValueIsThereAsItWasPut() {
    String etag = put("kv.s//a", "\0binary\r\n", "", "red");

    KeptEntry kept = cluster.entry("kv.s//a").await().orElseThrow();
    assertThat(kept.body()).isEqualTo("\0binary\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(kept.contentType()).isEqualTo("application/x-anything");
    assertThat(kept.etag()).isEqualTo(etag);
    assertThat(kept.tags()).containsExactly("red");
    assertThat(kept.ttl()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aValueOutlivesTheMemoryOfItsNode() {
    put("kv.s//a", "one", "", "red");
    loseMemory();

    assertThat(body("kv.s//a")).contains("one");
    invalidator.invalidate(Invalidation.of(Mode.REMOVE, new Target.Tag("red")));
    assertThat(body("kv.s//a")).isEmpty();
  }

  @Test
  void anotherValueReplacesItAndEachHasItsTag() {
    String first = put("kv.s//a", "one", "");
    String second = put("kv.s//a", "two", first);
    loseMemory();

    assertThat(second).isNotEqualTo(first);
    assertThat(body("kv.s//a")).contains("two");
    assertThat(failure(cluster.put("kv.s//a", value("three"), first)))
        .isEqualTo(Failure.PRECONDITION);
    assertThat(body("kv.s//a")).contains("two");
  }

  @Test
  void conditionsOfPresenceHold() {
    assertThat(failure(cluster.put("kv.s//a", value("one"), "*"))).isEqualTo(Failure.PRECONDITION);
    put("kv.s//a", "one", CacheAdmin.ABSENT);
    assertThat(failure(cluster.put("kv.s//a", value("two"), CacheAdmin.ABSENT)))
        .isEqualTo(Failure.PRECONDITION);
    put("kv.s//a", "two", "*");

    assertThat(body("kv.s//a")).contains("two");
  }

  @Test
  void ofManyWhoWantToBeTheFirstOneIs() {
    List<Future<String>> puts =
        IntStream.range(0, 50)
            .mapToObj(i -> cluster.put("kv.s//a", value("of " + i), CacheAdmin.ABSENT))
            .toList();
    Future.join(puts).otherwiseEmpty().await();

    assertThat(puts.stream().filter(Future::succeeded)).hasSize(1);
  }

  @Test
  void whatIsDeletedIsGoneInEveryTier() {
    String etag = put("kv.s//a", "one", "");

    assertThat(failure(cluster.delete("kv.s//a", "\"other\""))).isEqualTo(Failure.PRECONDITION);
    assertThat(cluster.delete("kv.s//a", etag).await()).isTrue();
    loseMemory();
    assertThat(body("kv.s//a")).isEmpty();
    assertThat(cluster.delete("kv.s//a", "").await()).isFalse();
  }

  @Test
  void aValueEndsWithItsTime() {
    put("kv.s//a", "one", "");
    clock.pass(Duration.ofMinutes(10));

    assertThat(body("kv.s//a")).isEmpty();
    put("kv.s//a", "again", CacheAdmin.ABSENT);
    assertThat(body("kv.s//a")).contains("again");
  }

  @Test
  void eachValueHasATimeOfItsOwn() {
    cluster.put("kv.s//short", value("one", Duration.ofSeconds(30)), "").await();
    cluster.put("kv.s//long", value("two", Duration.ofHours(2)), "").await();

    clock.pass(Duration.ofSeconds(31));
    loseMemory();

    assertThat(body("kv.s//short")).isEmpty();
    assertThat(body("kv.s//long")).contains("two");
    assertThat(cluster.entry("kv.s//long").await().orElseThrow().ttl())
        .isEqualTo(Duration.ofHours(2));
  }

  @Test
  void withoutASharedTierAValueIsKeptInMemory() {
    tier.away = true;
    put("kv.s//a", "one", "");

    assertThat(body("kv.s//a")).contains("one");
  }

  @Test
  void entriesAreListedByNamespaceAndPatternEachOnce() {
    put("kv.s//a", "one", "");
    put("kv.s//b", "two", "");
    put("kv.t//a", "three", "");

    EntryPage first = cluster.entries("kv.s", "*", "", 1).await();
    EntryPage second = cluster.entries("kv.s", "*", first.next(), 1).await();

    assertThat(first.items()).extracting(EntryPage.Item::key).containsExactly("kv.s//a");
    assertThat(second.items()).extracting(EntryPage.Item::key).containsExactly("kv.s//b");
    assertThat(cluster.entries("", "kv.t/*", "", 9).await().items())
        .extracting(EntryPage.Item::state)
        .containsExactly("fresh");
  }
}
