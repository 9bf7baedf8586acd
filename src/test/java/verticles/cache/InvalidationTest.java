package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import verticles.cache.CacheAnswer.Status;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

class InvalidationTest {
  private final Caches caches = new Caches(Reads.CONFIG.policies());

  private static CacheMessage.Read read(String key, String policy, String... tags) {
    return new CacheMessage.Read(
        key,
        policy,
        List.of(tags),
        CacheMessage.Visibility.SHARED,
        new CacheMessage.Load("test", Map.of("key", key)));
  }

  private CacheAnswer filled(CacheMessage.Read read, String body) {
    Future<CacheAnswer> answer = caches.reads.read(read);
    caches.loads.getLast().complete(Reads.loaded(body));
    return answer.result();
  }

  /** The status of a read, which is answered with {@code body} if it has to be loaded. */
  private Status readAgain(CacheMessage.Read read) {
    int before = caches.loads.size();
    Future<CacheAnswer> answer = caches.reads.read(read);
    if (caches.loads.size() > before && !caches.loads.getLast().future().isComplete()) {
      caches.loads.getLast().complete(Reads.loaded("again"));
    }
    return answer.result().status();
  }

  @Test
  void aRemovedTagTakesItsEntriesAndNoOthers() {
    filled(read("d/a", "minute", "red"), "a");
    filled(read("d/b", "minute", "red", "blue"), "b");
    filled(read("d/c", "minute", "green"), "c");

    caches.invalidate(Invalidation.of(Mode.REMOVE, new Target.Tag("red")));

    assertThat(readAgain(read("d/a", "minute", "red"))).isEqualTo(Status.MISS);
    assertThat(readAgain(read("d/b", "minute", "red", "blue"))).isEqualTo(Status.MISS);
    assertThat(readAgain(read("d/c", "minute", "green"))).isEqualTo(Status.HIT);
  }

  @Test
  void aNamespaceIsWhatStandsBeforeTheFirstSlash() {
    filled(read("one/a", "minute"), "a");
    filled(read("one-more/a", "minute"), "b");

    caches.invalidate(Invalidation.of(Mode.REMOVE, new Target.Namespace("one")));

    assertThat(readAgain(read("one/a", "minute"))).isEqualTo(Status.MISS);
    assertThat(readAgain(read("one-more/a", "minute"))).isEqualTo(Status.HIT);
  }

  @Test
  void keysAndPatternsAreCounted() {
    filled(read("d/a1", "minute"), "a");
    filled(read("d/a2", "minute"), "b");
    filled(read("d/b1", "minute"), "c");

    assertThat(caches.memory.apply(Invalidation.of(Mode.REMOVE, new Target.Pattern("d/a*"))))
        .isEqualTo(2);
    assertThat(caches.memory.apply(Invalidation.of(Mode.REMOVE, new Target.Key("d/b1"))))
        .isEqualTo(1);
    assertThat(caches.entries.count()).isZero();
  }

  @Test
  void everythingIsEverything() {
    filled(read("a/a", "minute"), "a");
    filled(read("b/b", "minute"), "b");

    caches.invalidate(Invalidation.of(Mode.REMOVE, new Target.Everything()));

    assertThat(readAgain(read("a/a", "minute"))).isEqualTo(Status.MISS);
    assertThat(readAgain(read("b/b", "minute"))).isEqualTo(Status.MISS);
  }

  @Test
  void whatIsExpiredIsServedAsStaleWhereItsPolicyAllowsItAndLoadedBehind() {
    filled(read("d/a", "stale", "red"), "old");
    filled(read("d/b", "minute", "red"), "old");

    caches.invalidate(Invalidation.of(Mode.EXPIRE, new Target.Tag("red")));

    assertThat(readAgain(read("d/a", "stale", "red"))).isEqualTo(Status.STALE);
    assertThat(readAgain(read("d/a", "stale", "red"))).isEqualTo(Status.HIT);
    assertThat(readAgain(read("d/b", "minute", "red"))).isEqualTo(Status.MISS);
  }

  @Test
  void aLoadThatWasOvertakenIsServedToItsWaitersAndStoredNowhere() {
    for (Target target :
        List.of(
            new Target.Key("d/a"),
            new Target.Tag("red"),
            new Target.Namespace("d"),
            new Target.Pattern("d/?"),
            new Target.Everything())) {
      Future<CacheAnswer> waiting = caches.reads.read(read("d/a", "minute", "red"));
      caches.invalidate(Invalidation.of(Mode.REMOVE, target));
      caches.loads.getLast().complete(Reads.loaded("overtaken"));

      assertThat(Caches.body(waiting.result())).isEqualTo("overtaken");
      assertThat(caches.entries.find("d/a")).describedAs("%s", target).isNull();
      assertThat(caches.tier.find("d/a", List.of("red")).result().value()).isEmpty();
    }
    assertThat(caches.counters.overtaken.sum()).isEqualTo(5);
  }

  @Test
  void whoReadsAfterAnInvalidationDoesNotJoinTheLoadBeforeIt() {
    Future<CacheAnswer> before = caches.reads.read(read("d/a", "minute", "red"));
    caches.invalidate(Invalidation.of(Mode.REMOVE, new Target.Tag("red")));
    Future<CacheAnswer> after = caches.reads.read(read("d/a", "minute", "red"));

    caches.loads.get(1).complete(Reads.loaded("new"));
    caches.loads.get(0).complete(Reads.loaded("old"));

    assertThat(Caches.body(after.result())).isEqualTo("new");
    assertThat(Caches.body(before.result())).isEqualTo("old");
    assertThat(Caches.body(caches.reads.read(read("d/a", "minute", "red")).result()))
        .isEqualTo("new");
  }

  @Test
  void aTagOfManyEntriesIsInvalidatedByOneNumber() {
    for (int i = 0; i < 2000; i++) {
      filled(read("d/" + i, "minute", "red"), "x");
    }
    caches.memory.apply(Invalidation.of(Mode.REMOVE, new Target.Tag("red")));

    for (int i = 0; i < 2000; i++) {
      assertThat(caches.memory.answer("d/" + i, caches.clock.millis())).isNull();
    }
  }

  @Test
  void inDoubtNothingIsServedUntilTrustReturns() {
    filled(read("d/a", "minute"), "a");
    caches.memory.doubt();
    Future<CacheAnswer> waiting = caches.reads.read(read("d/a", "minute"));

    assertThat(caches.memory.answer("d/a", caches.clock.millis())).isNull();
    assertThat(waiting.isComplete()).isFalse();
    caches.memory.trust();
    assertThat(waiting.result().status()).isEqualTo(Status.HIT);
  }

  @Test
  void whatIsForgottenIsLoadedAgainAlsoWhatWasOnItsWay() {
    filled(read("d/a", "minute"), "a");
    Future<CacheAnswer> onItsWay = caches.reads.read(read("d/b", "minute"));
    caches.memory.forget();
    caches.loads.getLast().complete(Reads.loaded("b"));

    assertThat(onItsWay.result().status()).isEqualTo(Status.MISS);
    assertThat(caches.memory.answer("d/a", caches.clock.millis())).isNull();
    assertThat(caches.memory.answer("d/b", caches.clock.millis())).isNull();
  }

  @Test
  void whatAnotherNodeSharedIsTakenWithoutALoad() {
    filled(read("d/a", "minute", "red"), "shared");
    Caches other = new Caches(Reads.CONFIG.policies(), caches.tier);

    CacheAnswer answer = other.reads.read(read("d/a", "minute", "red")).result();

    assertThat(Caches.body(answer)).isEqualTo("shared");
    assertThat(other.loads).isEmpty();
  }

  @Test
  void whatIsSharedButOutOfDateIsServedOnlyWhenTheLoadFails() {
    filled(read("d/a", "stale", "red"), "old");
    Caches other = new Caches(Reads.CONFIG.policies(), caches.tier);
    other.clock.pass(Duration.ofSeconds(61));

    Future<CacheAnswer> answer = other.reads.read(read("d/a", "stale", "red"));
    other.loads.getLast().fail("the source is away");

    assertThat(answer.result().status()).isEqualTo(Status.STALE);
    assertThat(Caches.body(answer.result())).isEqualTo("old");
  }

  @Test
  void withoutASharedTierEverythingGoesOn() {
    caches.tier.away = true;

    assertThat(filled(read("d/a", "minute"), "a").status()).isEqualTo(Status.MISS);
    assertThat(readAgain(read("d/a", "minute"))).isEqualTo(Status.HIT);
  }
}
