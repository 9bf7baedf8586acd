package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.cache.Caches.body;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAnswer.Status;

/** Loads that begin together, and yet are a load each. */
class BundleTest {
  private final Bundles bundles = new Bundles();

  @Test
  void whatIsMissingIsAskedForInOneGoAndIsInMemoryAndShared() {
    List<Future<Status>> warmed = bundles.warm("a", "b", "c");
    bundles.allAnswer("A", "B", "C");

    assertThat(bundles.askedTogether).containsExactly(List.of("a", "b", "c"));
    assertThat(bundles.caches.loads).isEmpty();
    assertThat(warmed).extracting(Future::result).containsOnly(Status.MISS);
    assertThat(body(bundles.caches.reads.read(Reads.read("b", "minute")).result())).isEqualTo("B");
    assertThat(List.of("a", "b", "c")).allMatch(bundles::isShared);
  }

  @Test
  void whatIsThereIsNotAskedFor() {
    bundles.warm("a", "b");
    bundles.allAnswer("A", "B");
    bundles.caches.memory.entries().remove("b");

    List<Future<Status>> warmed = bundles.warm("a", "b", "c");

    assertThat(warmed.get(0).result()).isEqualTo(Status.HIT);
    assertThat(warmed.get(1).result()).isEqualTo(Status.SHARED);
    bundles.caches.sourceAnswers("C");
    bundles.caches.endTurn();
    assertThat(warmed.get(2).result()).isEqualTo(Status.MISS);
  }

  @Test
  void aReadOfAKeyInABundleWaitsForItAndLoadsNothing() {
    bundles.warm("a", "b");
    Future<CacheAnswer> read = bundles.caches.reads.read(Reads.read("b", "minute"));
    bundles.allAnswer("A", "B");

    assertThat(body(read.result())).isEqualTo("B");
    assertThat(bundles.caches.loads).isEmpty();
  }

  @Test
  void aLoadThatRunsAlreadyIsJoined() {
    Future<CacheAnswer> read = bundles.caches.reads.read(Reads.read("b", "minute"));
    List<Future<Status>> warmed = bundles.warm("a", "b", "c");
    bundles.allAnswer("A", "C");

    assertThat(bundles.askedTogether).containsExactly(List.of("a", "c"));
    assertThat(warmed.get(1).isComplete()).isFalse();
    bundles.caches.sourceAnswers("read");
    assertThat(body(read.result())).isEqualTo("read");
    assertThat(warmed.get(1).succeeded()).isTrue();
    assertThat(bundles.caches.loads).hasSize(1);
  }

  @Test
  void theSameQuestionTwiceIsOneLoad() {
    List<Future<Status>> warmed = bundles.warm("a", "b", "a");
    bundles.allAnswer("A", "B");

    assertThat(bundles.askedTogether).containsExactly(List.of("a", "b"));
    assertThat(warmed).allMatch(Future::succeeded);
  }

  @Test
  void whereTheSourceFailsThemEachIsAskedForAgainAndFailsAlone() {
    bundles.caches.source =
        load ->
            "b".equals(load.question().get("key"))
                ? Future.failedFuture(FailureException.of(Failure.UPSTREAM, "b is broken."))
                : Future.succeededFuture(Reads.loaded("alone"));
    List<Future<Status>> warmed = bundles.warm("a", "b", "c", "d");
    bundles.together.getLast().fail("one of them failed");
    bundles.caches.endTurn();

    assertThat(warmed).extracting(Future::succeeded).containsExactly(true, false, true, true);
    assertThat(warmed.get(1).cause()).hasMessage("b is broken.");
    assertThat(bundles.keptBody("d")).isEqualTo("alone");
    assertThat(bundles.isShared("d")).isTrue();
  }

  @Test
  void aSourceThatAnswersTooFewIsNotBelieved() {
    bundles.caches.source =
        load -> Future.succeededFuture(Reads.loaded("of " + load.question().get("key")));
    bundles.warm("a", "b");
    bundles.allAnswer("only one");

    assertThat(bundles.keptBody("a")).isEqualTo("of a");
    assertThat(bundles.keptBody("b")).isEqualTo("of b");
  }

  @Test
  void oneThatIsSlowAloneDoesNotHoldUpTheOthers() {
    Promise<CacheMessage.Loaded> slow = Promise.promise();
    bundles.caches.source =
        load ->
            "a".equals(load.question().get("key"))
                ? slow.future()
                : Future.succeededFuture(Reads.loaded("quick"));
    List<Future<Status>> warmed = bundles.warm("a", "b", "c", "d");
    bundles.together.getLast().fail("too late");
    bundles.caches.endTurn();

    assertThat(warmed).extracting(Future::isComplete).containsExactly(false, true, true, true);
    slow.complete(Reads.loaded("slow"));
    assertThat(warmed.getFirst().result()).isEqualTo(Status.MISS);
  }

  @Test
  void withoutTheSharedTierTheyAreLoadedAllTheSame() {
    bundles.caches.tier.away = true;
    List<Future<Status>> warmed = bundles.warm("a", "b");
    bundles.allAnswer("A", "B");

    assertThat(warmed).extracting(Future::result).containsOnly(Status.MISS);
    assertThat(bundles.kept("a")).isNotNull();
  }

  @Test
  void whatTheOwnerHasIsNotLoadedHere() {
    bundles.caches.owner =
        (read, newer) ->
            Future.succeededFuture(
                read.key().equals("b")
                    ? Optional.of(
                        Reads.value("owned".getBytes(), bundles.caches.clock.millis(), 60))
                    : Optional.empty());
    bundles.warm("a", "b", "c");
    bundles.allAnswer("A", "C");

    assertThat(bundles.askedTogether).containsExactly(List.of("a", "c"));
    assertThat(bundles.keptBody("b")).isEqualTo("owned");
  }

  @Test
  void theTimeOfALoadIsItsShare() {
    long begun = System.nanoTime();
    bundles.warm("x/1", "x/2", "x/3", "x/4");
    long onItsWay = System.nanoTime();
    while (System.nanoTime() - onItsWay < 8_000_000) {
      Thread.onSpinWait();
    }
    bundles.allAnswer("1", "2", "3", "4");
    long took = (System.nanoTime() - begun) / 1000;

    long counted =
        Stream.of("x/1", "x/2", "x/3", "x/4")
            .map(key -> bundles.caches.memory.tallies().of(key))
            .distinct()
            .mapToLong(tally -> tally.loadMicros.sum())
            .sum();
    assertThat(counted).isBetween(7_000L, took);
  }

  @Test
  void anUnknownPolicyFailsItsKeyOnly() {
    List<Future<Status>> warmed =
        bundles.caches.warm(
            List.of(
                new CacheMessage.Read(
                    "odd",
                    "no such policy",
                    List.of(),
                    CacheMessage.Visibility.SHARED,
                    new CacheMessage.Load("test", Map.of("key", "odd"))),
                Reads.read("b", "minute")));
    bundles.caches.sourceAnswers("B");
    bundles.caches.endTurn();

    assertThat(warmed.get(0).failed()).isTrue();
    assertThat(warmed.get(1).result()).isEqualTo(Status.MISS);
  }
}
