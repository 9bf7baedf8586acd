package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAnswer.Status;
import verticles.testing.LocalInvalidator;
import verticles.testing.MemoryTier;

class NearCacheTest {
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, "test").carry(CacheMessage.class);
  private final Queue<Promise<CacheMessage.Loaded>> loads = new ConcurrentLinkedQueue<>();
  private final NearCache cache = deployed(Reads.CONFIG);

  private NearCache deployed(CacheConfig config) {
    NearCache near = new NearCache(config, bus, InstantSource.system());
    MemoryTier tier = new MemoryTier();
    CacheNeighbours alone =
        new CacheNeighbours(
            tier, new LocalInvalidator(near.memory(), tier), () -> List.of(bus.nodeId()));
    vertx.deployVerticle(new CacheVerticle(bus, near, alone)).await();
    return near;
  }

  @BeforeEach
  void answerLoads() {
    bus.<CacheMessage.Load, CacheMessage.Loaded>answer(
            CacheMessage.source("test"),
            load -> {
              Promise<CacheMessage.Loaded> promise = Promise.promise();
              loads.add(promise);
              return promise.future();
            })
        .await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Promise<CacheMessage.Loaded> nextLoad() throws InterruptedException {
    while (loads.isEmpty()) {
      Thread.sleep(1);
    }
    return loads.remove();
  }

  @Test
  void aHundredConcurrentReadsAreAnsweredByOneLoadAndPeeksFollow() throws InterruptedException {
    List<Future<CacheAnswer>> reads =
        IntStream.range(0, 100).mapToObj(i -> cache.read(Reads.read("key", "minute"))).toList();
    nextLoad().complete(Reads.loaded("x".repeat(20_000)));
    List<CacheAnswer> answers = reads.stream().map(read -> read.await()).toList();

    assertThat(answers).allMatch(answer -> answer.status() == Status.MISS);
    assertThat(answers.stream().map(CacheAnswer::entry).distinct()).hasSize(1);
    assertThat(cache.peek("key")).isSameAs(answers.getFirst().entry());
    assertThat(cache.read(Reads.read("key", "minute")).await().status()).isEqualTo(Status.HIT);
    assertThat(cache.statistics().loads()).isEqualTo(1);
    assertThat(cache.statistics().coalesced()).isEqualTo(99);
  }

  @Test
  void aFailedLoadIsTheReadersFailureWithItsOwnWords() throws InterruptedException {
    Future<CacheAnswer> read = cache.read(Reads.read("key", "minute"));
    nextLoad().fail(FailureException.of(Failure.UNAVAILABLE, "The database is away."));

    assertThatThrownBy(read::await)
        .hasMessage("The database is away.")
        .extracting(thrown -> ((FailureException) thrown).failure())
        .isEqualTo(Failure.UNAVAILABLE);
    assertThat(cache.peek("key")).isNull();
  }

  @Test
  void aLoadThatTakesTooLongIsATimeoutAndTheNextReadLoadsAgain() throws InterruptedException {
    vertx.deploymentIDs().forEach(id -> vertx.undeploy(id).await());
    NearCache hasty = deployed(Reads.config(Duration.ofMillis(50)));

    Future<CacheAnswer> slow = hasty.read(Reads.read("key", "minute"));
    assertThatThrownBy(slow::await)
        .extracting(thrown -> ((FailureException) thrown).failure())
        .isEqualTo(Failure.TIMEOUT);
    nextLoad();
    loads.clear();
    Future<CacheAnswer> next = hasty.read(Reads.read("key", "minute"));
    nextLoad().complete(Reads.loaded("in time"));

    assertThat(next.await().status()).isEqualTo(Status.MISS);
  }

  @Test
  void aRefreshGoesToTheSource() throws InterruptedException {
    Future<CacheAnswer> read = cache.read(Reads.read("key", "minute"));
    nextLoad().complete(Reads.loaded("old"));
    read.await();
    Future<CacheAnswer> refresh = cache.refresh(Reads.read("key", "minute"));
    nextLoad().complete(Reads.loaded("new"));

    assertThat(refresh.await().status()).isEqualTo(Status.REFRESH);
    assertThat(cache.statistics().refreshes()).isEqualTo(1);
  }

  @Test
  void aMissingSourceIsUnavailable() {
    CacheMessage.Read read =
        new CacheMessage.Read(
            "key",
            "minute",
            List.of(),
            CacheMessage.Visibility.SHARED,
            new CacheMessage.Load("nobody", Map.of()));

    assertThatThrownBy(() -> cache.read(read).await())
        .extracting(thrown -> ((FailureException) thrown).failure())
        .isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void theMetersShowTheStatistics() throws InterruptedException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new CacheMeters(cache).bindTo(registry);
    Future<CacheAnswer> read = cache.read(Reads.read("key", "minute"));
    nextLoad().complete(Reads.loaded("one"));
    read.await();
    cache.peek("key");

    assertThat(registry.get("cache.reads").tag("status", "hit").functionCounter().count()).isOne();
    assertThat(registry.get("cache.reads").tag("status", "miss").functionCounter().count()).isOne();
    assertThat(registry.get("cache.entries").gauge().value()).isOne();
    assertThat(registry.get("cache.size").gauge().value()).isPositive();
    assertThat(cache.statistics().hitRatio()).isEqualTo(0.5);
  }

  private static List<CacheMessage.Read> reads(int count) {
    return IntStream.range(0, count).mapToObj(i -> Reads.read("key" + i, "minute")).toList();
  }

  @Test
  void whatIsWarmedTogetherIsAskedForInOneGoWhereTheSourceCan() {
    Queue<Integer> asked = new ConcurrentLinkedQueue<>();
    bus.<CacheMessage, CacheMessage>answer(
            CacheMessage.source("several"),
            question -> {
              int loads = ((CacheMessage.LoadAll) question).loads().size();
              asked.add(loads);
              return Future.succeededFuture(
                  new CacheMessage.LoadedAll(
                      Collections.nCopies(loads, Reads.loaded("one of several"))));
            })
        .await();
    List<CacheMessage.Read> reads =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new CacheMessage.Read(
                        "key" + i,
                        "minute",
                        List.of(),
                        CacheMessage.Visibility.SHARED,
                        new CacheMessage.Load("several", Map.of())))
            .toList();

    cache.warm(reads).forEach(warmed -> assertThat(warmed.await()).isEqualTo(Status.MISS));

    assertThat(asked).containsExactly(20);
    assertThat(cache.statistics().loads()).isEqualTo(20);
    assertThat(cache.statistics().misses()).isZero();
    assertThat(cache.warm(reads)).allMatch(again -> again.await() == Status.HIT);
  }

  @Test
  void aSourceThatIsSilentAboutSeveralIsAskedOneByOne() throws InterruptedException {
    List<Future<Status>> warmed = cache.warm(reads(3));
    for (int i = 0; i < 3; i++) {
      nextLoad().complete(Reads.loaded("one"));
    }

    warmed.forEach(each -> assertThat(each.await()).isEqualTo(Status.MISS));
    assertThat(cache.holds("key2")).isTrue();
  }

  @Test
  void aFailureOfOneThatIsWarmedIsItsOwn() throws InterruptedException {
    List<Future<Status>> warmed = cache.warm(reads(2));
    nextLoad().fail(FailureException.of(Failure.UNAVAILABLE, "The database is away."));
    nextLoad().complete(Reads.loaded("two"));

    assertThatThrownBy(() -> warmed.get(0).await()).hasMessage("The database is away.");
    assertThat(warmed.get(1).await()).isEqualTo(Status.MISS);
  }
}
