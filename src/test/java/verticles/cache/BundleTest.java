package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.cache.Caches.body;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAnswer.Status;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/** Loads that begin together, and yet are a load each. */
class BundleTest {
  private final Caches caches = new Caches(Reads.CONFIG.policies());
  private final List<Promise<CacheMessage.LoadedAll>> together = new ArrayList<>();
  private final List<List<String>> askedTogether = new ArrayList<>();

  BundleTest() {
    caches.sourceInOneGo =
        all -> {
          askedTogether.add(all.loads().stream().map(load -> load.question().get("key")).toList());
          Promise<CacheMessage.LoadedAll> promise = Promise.promise();
          together.add(promise);
          return promise.future();
        };
  }

  private List<Future<Status>> warm(String... keys) {
    return caches.warm(Stream.of(keys).map(key -> Reads.read(key, "minute")).toList());
  }

  private void allAnswer(String... bodies) {
    together
        .getLast()
        .complete(new CacheMessage.LoadedAll(Stream.of(bodies).map(Reads::loaded).toList()));
    caches.endTurn();
  }

  private boolean isShared(String key) {
    return caches.tier.find(key, List.of("tag")).result().value().isPresent();
  }

  private @Nullable Kept kept(String key) {
    return caches.memory.entries().find(key);
  }

  private String keptBody(String key) {
    return Objects.requireNonNull(kept(key)).entry().identity().body().toString();
  }

  @Test
  void whatIsMissingIsAskedForInOneGoAndIsInMemoryAndShared() {
    List<Future<Status>> warmed = warm("a", "b", "c");
    allAnswer("A", "B", "C");

    assertThat(askedTogether).containsExactly(List.of("a", "b", "c"));
    assertThat(caches.loads).isEmpty();
    assertThat(warmed).extracting(Future::result).containsOnly(Status.MISS);
    assertThat(body(caches.reads.read(Reads.read("b", "minute")).result())).isEqualTo("B");
    assertThat(List.of("a", "b", "c")).allMatch(this::isShared);
  }

  @Test
  void whatIsThereIsNotAskedFor() {
    warm("a", "b");
    allAnswer("A", "B");
    caches.memory.entries().remove("b");

    List<Future<Status>> warmed = warm("a", "b", "c");

    assertThat(warmed.get(0).result()).isEqualTo(Status.HIT);
    assertThat(warmed.get(1).result()).isEqualTo(Status.SHARED);
    caches.sourceAnswers("C");
    caches.endTurn();
    assertThat(warmed.get(2).result()).isEqualTo(Status.MISS);
  }

  @Test
  void aReadOfAKeyInABundleWaitsForItAndLoadsNothing() {
    warm("a", "b");
    Future<CacheAnswer> read = caches.reads.read(Reads.read("b", "minute"));
    allAnswer("A", "B");

    assertThat(body(read.result())).isEqualTo("B");
    assertThat(caches.loads).isEmpty();
  }

  @Test
  void aLoadThatRunsAlreadyIsJoined() {
    Future<CacheAnswer> read = caches.reads.read(Reads.read("b", "minute"));
    List<Future<Status>> warmed = warm("a", "b", "c");
    allAnswer("A", "C");

    assertThat(askedTogether).containsExactly(List.of("a", "c"));
    assertThat(warmed.get(1).isComplete()).isFalse();
    caches.sourceAnswers("read");
    assertThat(body(read.result())).isEqualTo("read");
    assertThat(warmed.get(1).succeeded()).isTrue();
    assertThat(caches.loads).hasSize(1);
  }

  @Test
  void theSameQuestionTwiceIsOneLoad() {
    List<Future<Status>> warmed = warm("a", "b", "a");
    allAnswer("A", "B");

    assertThat(askedTogether).containsExactly(List.of("a", "b"));
    assertThat(warmed).allMatch(Future::succeeded);
  }

  @Test
  void anInvalidationOfOneKeyDuringTheLoadKeepsTheOthers() {
    for (Mode mode : Mode.values()) {
      List<Future<Status>> warmed = warm(mode + "/a", mode + "/b", mode + "/c");
      caches.invalidate(Invalidation.of(mode, new Target.Key(mode + "/b")));
      allAnswer("A", "B", "C");

      assertThat(warmed).as("%s", mode).allMatch(Future::succeeded);
      assertThat(kept(mode + "/a")).isNotNull();
      assertThat(kept(mode + "/b")).isNull();
      assertThat(isShared(mode + "/a")).isTrue();
      assertThat(isShared(mode + "/b")).isFalse();
      assertThat(isShared(mode + "/c")).isTrue();
    }
  }

  @Test
  void anInvalidationOfAllOfThemKeepsNone() {
    for (Target target :
        List.of(new Target.Tag("tag"), new Target.Pattern("*"), new Target.Everything())) {
      warm("a", "b");
      caches.invalidate(Invalidation.of(Mode.REMOVE, target));
      allAnswer("A", "B");

      assertThat(Stream.of("a", "b")).as("%s", target).allMatch(key -> kept(key) == null);
      assertThat(Stream.of("a", "b")).as("%s", target).noneMatch(this::isShared);
    }
  }

  @Test
  void whoReadsAfterTheInvalidationLoadsAnew() {
    warm("a", "b");
    caches.invalidate(Invalidation.of(Mode.REMOVE, new Target.Key("b")));
    Future<CacheAnswer> read = caches.reads.read(Reads.read("b", "minute"));
    allAnswer("A", "old");
    caches.sourceAnswers("new");

    assertThat(body(read.result())).isEqualTo("new");
    assertThat(keptBody("b")).isEqualTo("new");
  }

  @Test
  void whereTheSourceFailsThemEachIsAskedForAgainAndFailsAlone() {
    caches.source =
        load ->
            "b".equals(load.question().get("key"))
                ? Future.failedFuture(FailureException.of(Failure.UPSTREAM, "b is broken."))
                : Future.succeededFuture(Reads.loaded("alone"));
    List<Future<Status>> warmed = warm("a", "b", "c", "d");
    together.getLast().fail("one of them failed");
    caches.endTurn();

    assertThat(warmed).extracting(Future::succeeded).containsExactly(true, false, true, true);
    assertThat(warmed.get(1).cause()).hasMessage("b is broken.");
    assertThat(keptBody("d")).isEqualTo("alone");
    assertThat(isShared("d")).isTrue();
  }

  @Test
  void aSourceThatAnswersTooFewIsNotBelieved() {
    caches.source =
        load -> Future.succeededFuture(Reads.loaded("of " + load.question().get("key")));
    warm("a", "b");
    allAnswer("only one");

    assertThat(keptBody("a")).isEqualTo("of a");
    assertThat(keptBody("b")).isEqualTo("of b");
  }

  @Test
  void oneThatIsSlowAloneDoesNotHoldUpTheOthers() {
    Promise<CacheMessage.Loaded> slow = Promise.promise();
    caches.source =
        load ->
            "a".equals(load.question().get("key"))
                ? slow.future()
                : Future.succeededFuture(Reads.loaded("quick"));
    List<Future<Status>> warmed = warm("a", "b", "c", "d");
    together.getLast().fail("too late");
    caches.endTurn();

    assertThat(warmed).extracting(Future::isComplete).containsExactly(false, true, true, true);
    slow.complete(Reads.loaded("slow"));
    assertThat(warmed.getFirst().result()).isEqualTo(Status.MISS);
  }

  @Test
  void withoutTheSharedTierTheyAreLoadedAllTheSame() {
    caches.tier.away = true;
    List<Future<Status>> warmed = warm("a", "b");
    allAnswer("A", "B");

    assertThat(warmed).extracting(Future::result).containsOnly(Status.MISS);
    assertThat(kept("a")).isNotNull();
  }

  @Test
  void whatTheOwnerHasIsNotLoadedHere() {
    caches.owner =
        (read, newer) ->
            Future.succeededFuture(
                read.key().equals("b")
                    ? java.util.Optional.of(
                        Reads.value("owned".getBytes(), caches.clock.millis(), 60))
                    : java.util.Optional.empty());
    warm("a", "b", "c");
    allAnswer("A", "C");

    assertThat(askedTogether).containsExactly(List.of("a", "c"));
    assertThat(keptBody("b")).isEqualTo("owned");
  }

  @Test
  void theTimeOfALoadIsItsShare() {
    warm("x/1", "x/2", "x/3", "x/4");
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < 8_000_000) {
      Thread.onSpinWait();
    }
    allAnswer("1", "2", "3", "4");
    long took = (System.nanoTime() - begun) / 1000;

    long counted =
        Stream.of("x/1", "x/2", "x/3", "x/4")
            .map(key -> caches.memory.tallies().of(key))
            .distinct()
            .mapToLong(tally -> tally.loadMicros.sum())
            .sum();
    assertThat(counted).isBetween(7_000L, took + 1_000_000);
    assertThat(counted).isLessThan(4 * 8_000L + (took - 8_000));
  }

  @Test
  void anUnknownPolicyFailsItsKeyOnly() {
    List<Future<Status>> warmed =
        caches.warm(
            List.of(
                new CacheMessage.Read(
                    "odd",
                    "no such policy",
                    List.of(),
                    CacheMessage.Visibility.SHARED,
                    new CacheMessage.Load("test", Map.of("key", "odd"))),
                Reads.read("b", "minute")));
    caches.sourceAnswers("B");
    caches.endTurn();

    assertThat(warmed.get(0).failed()).isTrue();
    assertThat(warmed.get(1).result()).isEqualTo(Status.MISS);
  }
}
