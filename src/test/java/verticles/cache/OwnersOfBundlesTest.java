package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.shared.SharedValue;
import verticles.testing.LocalInvalidator;
import verticles.testing.MemoryTier;

/** How a bundle asks the owners of its keys, and how an owner answers. */
class OwnersOfBundlesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final Bus other = new Bus(vertx, "other");
  private final Bus bus = new Bus(vertx, "here").carry(CacheMessage.class);
  private final NearCache cache = new NearCache(Reads.CONFIG, bus, InstantSource.system());
  private final MemoryTier tier = new MemoryTier();
  private final LocalInvalidator invalidator = new LocalInvalidator(cache.memory(), tier);
  private final Queue<CacheMessage> asked = new ConcurrentLinkedQueue<>();
  private List<String> members = List.of("here", "other");
  private Function<String, Future<CacheMessage.FetchAnswer>> owned =
      key -> Future.succeededFuture(new CacheMessage.Fetched(value("owned " + key)));

  @BeforeEach
  void answerAsTheOtherNode() {
    other.<CacheMessage, CacheMessage>answer(CacheMessage.FETCHES, this::answer).await();
    other
        .<CacheMessage, CacheMessage>answer(
            CacheMessage.NODES, alive -> Future.succeededFuture(alive))
        .await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Future<CacheMessage> answer(CacheMessage question) {
    asked.add(question);
    if (question instanceof CacheMessage.Fetch fetch) {
      return owned.apply(fetch.read().key()).map(answer -> answer);
    }
    List<Future<CacheMessage.FetchAnswer>> each =
        ((CacheMessage.FetchAll) question)
            .each().stream().map(fetch -> owned.apply(fetch.read().key())).toList();
    return Future.all(each)
        .map(all -> new CacheMessage.FetchedAll(each.stream().map(Future::result).toList()));
  }

  private static SharedValue value(String body) {
    return Reads.value(body.getBytes(), System.currentTimeMillis(), 60);
  }

  private static List<CacheMessage.Read> reads() {
    return IntStream.range(0, 40).mapToObj(i -> Reads.read("key" + i, "minute")).toList();
  }

  private List<CacheMessage.Read> others() {
    return reads().stream().filter(read -> Owners.of(read.key(), members).equals("other")).toList();
  }

  private List<Future<Optional<SharedValue>>> fetch(List<CacheMessage.Read> reads) {
    OwnerClient client = new OwnerClient(vertx, bus, () -> members, invalidator, LIMIT);
    return client.fetch(reads.stream().map(read -> new OwnerClient.Wish(read, 0)).toList());
  }

  private static String text(Optional<SharedValue> value) {
    return value.map(found -> new String(found.body())).orElse("nothing");
  }

  @Test
  void anotherOwnerIsAskedOnceForAllOfItsKeysAndThisNodeForNone() {
    List<CacheMessage.Read> reads = reads();
    List<String> found = fetch(reads).stream().map(one -> text(await(one))).toList();

    assertThat(asked).singleElement().isInstanceOf(CacheMessage.FetchAll.class);
    for (int i = 0; i < reads.size(); i++) {
      String key = reads.get(i).key();
      boolean isOthers = Owners.of(key, members).equals("other");
      assertThat(found.get(i)).isEqualTo(isOthers ? "owned " + key : "nothing");
    }
    assertThat(found).contains("nothing").anyMatch(text -> text.startsWith("owned"));
  }

  @Test
  void aKeyThatFailsAtItsOwnerFailsAlone() {
    List<CacheMessage.Read> reads = others().subList(0, 3);
    owned =
        key ->
            Future.succeededFuture(
                key.equals(reads.get(0).key())
                    ? new CacheMessage.NotFetched(503, "The database is away.")
                    : key.equals(reads.get(1).key())
                        ? new CacheMessage.NotFetched(404, "unknown to the owner")
                        : new CacheMessage.Fetched(value("owned")));
    List<Future<Optional<SharedValue>>> fetched = fetch(reads);

    assertThat(((FailureException) failure(fetched.get(0))).failure())
        .isEqualTo(Failure.UNAVAILABLE);
    assertThat(text(await(fetched.get(1)))).isEqualTo("nothing");
    assertThat(text(await(fetched.get(2)))).isEqualTo("owned");
  }

  @Test
  void whatDoesNotGoWithTheOthersIsAskedForAlone() {
    List<CacheMessage.Read> reads = others().subList(0, 3);
    List<String> left = new ArrayList<>(List.of(reads.get(1).key()));
    owned =
        key ->
            Future.succeededFuture(
                left.remove(key)
                    ? new CacheMessage.FetchAlone()
                    : new CacheMessage.Fetched(value("owned " + key)));

    assertThat(fetch(reads).stream().map(one -> text(await(one))))
        .containsExactlyElementsOf(reads.stream().map(read -> "owned " + read.key()).toList());
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatAnOwnerThatIsGoneWouldLoadIsLoadedHere() {
    List<CacheMessage.Read> reads = others().subList(0, 3);
    members = List.of("here", "other", "gone");
    List<CacheMessage.Read> ofGone =
        reads().stream().filter(read -> Owners.of(read.key(), members).equals("gone")).toList();

    assertThat(reads).isNotEmpty();
    assertThat(ofGone).hasSizeGreaterThan(1);
    assertThat(fetch(ofGone).stream().map(one -> text(await(one)))).containsOnly("nothing");
  }

  private List<CacheMessage.FetchAnswer> askThisNode(String... keys) {
    vertx
        .deployVerticle(
            new CacheVerticle(
                bus, cache, new CacheNeighbours(tier, invalidator, () -> List.of("here"))))
        .await();
    List<CacheMessage.Fetch> fetches =
        List.of(keys).stream()
            .map(key -> new CacheMessage.Fetch(Reads.read(key, "minute"), 0, List.of()))
            .toList();
    return bus.<CacheMessage.FetchedAll>askNode(
            CacheMessage.FETCHES, "here", new CacheMessage.FetchAll(fetches), LIMIT)
        .await()
        .each();
  }

  private void source(Function<String, Future<CacheMessage.Loaded>> load) {
    bus.<CacheMessage, CacheMessage>answer(
            CacheMessage.source("test"),
            question -> {
              asked.add(question);
              return question instanceof CacheMessage.Load one
                  ? load.apply(key(one)).map(loaded -> loaded)
                  : Future.failedFuture("not together");
            })
        .await();
  }

  private static String key(CacheMessage.Load load) {
    return Objects.requireNonNull(load.question().get("key"));
  }

  @Test
  void anOwnerAnswersEachOfSeveralAndKeepsThem() {
    source(
        key ->
            key.equals("bad")
                ? Future.failedFuture(FailureException.of(Failure.UPSTREAM, "It is bad."))
                : Future.succeededFuture(Reads.loaded("of " + key)));

    List<CacheMessage.FetchAnswer> answers = askThisNode("a", "bad", "c");

    assertThat(answers.get(1)).isEqualTo(new CacheMessage.NotFetched(502, "It is bad."));
    assertThat(answers.get(2))
        .isInstanceOfSatisfying(
            CacheMessage.Fetched.class,
            found -> assertThat(new String(found.value().body())).isEqualTo("of c"));
    assertThat(asked).first().isInstanceOf(CacheMessage.LoadAll.class);
    assertThat(cache.holds("a")).isTrue();
  }

  @Test
  void whatIsNotThereInTimeOrTooMuchForOneMessageIsToBeAskedForAlone() {
    byte[] large = new byte[3 << 20];
    source(
        key ->
            switch (key) {
              case "slow" -> Future.future(never -> {});
              case "small" -> Future.succeededFuture(Reads.loaded("small"));
              default -> Future.succeededFuture(Reads.loaded(large));
            });

    List<CacheMessage.FetchAnswer> answers = askThisNode("large1", "slow", "small", "large2");

    assertThat(answers.get(0)).isInstanceOf(CacheMessage.Fetched.class);
    assertThat(answers.get(1)).isInstanceOf(CacheMessage.FetchAlone.class);
    assertThat(answers.get(2)).isInstanceOf(CacheMessage.Fetched.class);
    assertThat(answers.get(3)).isInstanceOf(CacheMessage.FetchAlone.class);
  }
}
