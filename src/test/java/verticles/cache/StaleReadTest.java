package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.cache.Caches.body;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAnswer.Status;
import verticles.testing.SettableClock;

/** What is served while the source is slow or fails. */
class StaleReadTest {
  private final Caches caches = new Caches(Reads.CONFIG.policies());
  private final SettableClock clock = caches.clock;
  private final ReadThrough cache = caches.reads;
  private final List<Promise<CacheMessage.Loaded>> loads = caches.loads;

  @Test
  void withinItsStaleTimeAnEntryIsServedAtOnceAndLoadedOnceBehind() {
    caches.filled("stale", "old");
    clock.pass(Duration.ofSeconds(61));

    CacheAnswer first = cache.read(Reads.read("key", "stale")).result();
    CacheAnswer second = cache.read(Reads.read("key", "stale")).result();
    caches.sourceAnswers("new");
    CacheAnswer third = cache.read(Reads.read("key", "stale")).result();

    assertThat(first.status()).isEqualTo(Status.STALE);
    assertThat(second.status()).isEqualTo(Status.STALE);
    assertThat(body(second)).isEqualTo("old");
    assertThat(loads).hasSize(2);
    assertThat(third.status()).isEqualTo(Status.HIT);
    assertThat(body(third)).isEqualTo("new");
  }

  @Test
  void aStaleEntryOutlivesAFailingSourceUntilItsStaleTimeIsOver() {
    caches.filled("stale", "old");
    clock.pass(Duration.ofSeconds(61));
    cache.read(Reads.read("key", "stale"));
    caches.sourceFails();

    assertThat(cache.read(Reads.read("key", "stale")).result().status()).isEqualTo(Status.STALE);
    clock.pass(Duration.ofSeconds(29));
    Future<CacheAnswer> tooLate = cache.read(Reads.read("key", "stale"));
    caches.sourceFails();

    assertThat(tooLate.cause()).hasMessage("The database is away.");
  }

  @Test
  void aSourceThatFailedIsAskedAgainOnlyAfterAMoment() {
    caches.filled("stale", "old");
    clock.pass(Duration.ofSeconds(61));
    cache.read(Reads.read("key", "stale"));
    caches.sourceFails();

    clock.pass(Duration.ofMillis(999));
    cache.read(Reads.read("key", "stale"));
    assertThat(loads).hasSize(2);

    clock.pass(Duration.ofMillis(1));
    assertThat(cache.read(Reads.read("key", "stale")).result().status()).isEqualTo(Status.STALE);
    assertThat(loads).hasSize(3);
    caches.sourceAnswers("new");
    assertThat(cache.read(Reads.read("key", "stale")).result().status()).isEqualTo(Status.HIT);
  }

  @Test
  void withoutStaleTimeAFailingSourceIsTheAnswer() {
    caches.filled("minute", "old");
    clock.pass(Duration.ofSeconds(60));
    Future<CacheAnswer> answer = cache.read(Reads.read("key", "minute"));
    caches.sourceFails();

    assertThat(((FailureException) answer.cause()).failure()).isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void aRefreshThatFailsServesWhatIsThere() {
    caches.filled("minute", "old");
    Future<CacheAnswer> refreshed = cache.refresh(Reads.read("key", "minute"));
    caches.sourceFails();

    assertThat(refreshed.result().status()).isEqualTo(Status.STALE);
    assertThat(body(refreshed.result())).isEqualTo("old");
  }
}
