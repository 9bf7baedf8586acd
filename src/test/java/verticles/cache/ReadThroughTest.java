package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.cache.Caches.body;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import verticles.cache.CacheAnswer.Status;
import verticles.testing.SettableClock;

/** What is read is loaded once and kept for its time. */
class ReadThroughTest {
  private final Caches caches = new Caches(Reads.CONFIG.policies());
  private final SettableClock clock = caches.clock;
  private final ReadThrough cache = caches.reads;
  private final List<Promise<CacheMessage.Loaded>> loads = caches.loads;

  @Test
  void aColdKeyIsLoadedAndThenServedFromMemory() {
    CacheAnswer first = caches.filled("minute", "one");
    CacheAnswer second = cache.read(Reads.read("key", "minute")).result();

    assertThat(first.status()).isEqualTo(Status.MISS);
    assertThat(second.status()).isEqualTo(Status.HIT);
    assertThat(second.entry()).isSameAs(first.entry());
    assertThat(loads).hasSize(1);
  }

  @Test
  void anEntryIsFreshUntilItsTimeIsOverAndNoLonger() {
    caches.filled("minute", "one");

    clock.pass(Duration.ofMillis(59_999));
    assertThat(cache.read(Reads.read("key", "minute")).result().status()).isEqualTo(Status.HIT);
    clock.pass(Duration.ofMillis(1));
    Future<CacheAnswer> late = cache.read(Reads.read("key", "minute"));
    caches.sourceAnswers("two");

    assertThat(late.result().status()).isEqualTo(Status.MISS);
    assertThat(body(late.result())).isEqualTo("two");
  }

  @Test
  void theAgeCountsFromTheStartOfTheLoad() {
    Future<CacheAnswer> answer = cache.read(Reads.read("key", "minute"));
    clock.pass(Duration.ofSeconds(5));
    caches.sourceAnswers("one");

    assertThat(answer.result().entry().ageSeconds(clock.millis())).isEqualTo(5);
  }

  @Test
  void aHundredReadsOfAColdKeyMakeOneLoad() {
    List<Future<CacheAnswer>> answers =
        IntStream.range(0, 100).mapToObj(i -> cache.read(Reads.read("key", "minute"))).toList();
    caches.sourceAnswers("one");

    assertThat(loads).hasSize(1);
    assertThat(answers).allMatch(answer -> answer.result().status() == Status.MISS);
    assertThat(caches.tally().coalesced.sum()).isEqualTo(99);
  }

  @Test
  void loadsOfDifferentKeysDoNotWaitForEachOther() {
    Future<CacheAnswer> first = cache.read(Reads.read("a", "minute"));
    Future<CacheAnswer> second = cache.read(Reads.read("b", "minute"));
    caches.sourceAnswers("b's");

    assertThat(first.isComplete()).isFalse();
    assertThat(body(second.result())).isEqualTo("b's");
  }

  @Test
  void aFailureReachesEveryWaiterAndIsNotKept() {
    Future<CacheAnswer> first = cache.read(Reads.read("key", "minute"));
    Future<CacheAnswer> second = cache.read(Reads.read("key", "minute"));
    caches.sourceFails();
    Future<CacheAnswer> third = cache.read(Reads.read("key", "minute"));
    caches.sourceAnswers("one");

    assertThat(first.cause()).hasMessage("The database is away.");
    assertThat(second.cause()).hasMessage("The database is away.");
    assertThat(third.result().status()).isEqualTo(Status.MISS);
    assertThat(caches.tally().loadFailures.sum()).isEqualTo(1);
  }

  @Test
  void aSourceThatThrowsLeavesNothingBehind() {
    caches.source =
        load -> {
          throw new IllegalStateException("broken source");
        };
    Future<CacheAnswer> broken = cache.read(Reads.read("key", "minute"));
    caches.source = load -> Future.succeededFuture(Reads.loaded("whole"));

    assertThat(broken.cause()).hasRootCauseMessage("broken source");
    assertThat(body(cache.read(Reads.read("key", "minute")).result())).isEqualTo("whole");
  }

  @Test
  void anAnswerThatCannotBeMadeReadyLeavesNothingBehind() {
    caches.source =
        load -> Future.succeededFuture(new CacheMessage.Loaded(nothing(), "text/plain"));
    Future<CacheAnswer> broken = cache.read(Reads.read("key", "minute"));
    caches.source = load -> Future.succeededFuture(Reads.loaded("whole"));

    assertThat(broken.failed()).isTrue();
    assertThat(body(cache.read(Reads.read("key", "minute")).result())).isEqualTo("whole");
  }

  @SuppressWarnings("NullAway") // what a wrong source could do
  private static byte[] nothing() {
    return null;
  }

  @Test
  void aPolicyWithoutFreshTimeKeepsNothingAndSharesNoLoad() {
    Future<CacheAnswer> first = cache.read(Reads.read("key", "none"));
    Future<CacheAnswer> second = cache.read(Reads.read("key", "none"));
    loads.get(0).complete(Reads.loaded("one"));
    loads.get(1).complete(Reads.loaded("two"));

    assertThat(first.result().status()).isEqualTo(Status.BYPASS);
    assertThat(body(second.result())).isEqualTo("two");
    assertThat(caches.entries.find("key")).isNull();
  }

  @Test
  void aRefreshLoadsWhatIsFreshAndReplacesIt() {
    caches.filled("minute", "old");
    Future<CacheAnswer> refreshed = cache.refresh(Reads.read("key", "minute"));
    caches.sourceAnswers("new");

    assertThat(refreshed.result().status()).isEqualTo(Status.REFRESH);
    assertThat(body(cache.read(Reads.read("key", "minute")).result())).isEqualTo("new");
  }

  @Test
  void anEntryFromBeforeTheClockWasSetBackIsLoadedAgain() {
    caches.filled("minute", "old");
    clock.pass(Duration.ofHours(-1));
    Future<CacheAnswer> answer = cache.read(Reads.read("key", "minute"));
    caches.sourceAnswers("new");

    assertThat(answer.result().status()).isEqualTo(Status.MISS);
  }

  @Test
  void anAnswerOverTheEntrySizeIsServedAndNotKept() {
    Future<CacheAnswer> answer = cache.read(Reads.read("key", "minute"));
    loads.getLast().complete(Reads.loaded(new byte[2 << 20]));

    assertThat(answer.result().entry().identity().body().length()).isEqualTo(2 << 20);
    assertThat(caches.entries.find("key")).isNull();
    assertThat(caches.counters.tooLarge.sum()).isEqualTo(1);
  }

  @Test
  void anUnknownPolicyIsNamed() {
    assertThatThrownBy(() -> cache.read(Reads.read("key", "nonsense")))
        .hasMessageContaining("'nonsense'");
  }
}
