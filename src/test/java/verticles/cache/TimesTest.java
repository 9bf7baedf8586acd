package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAnswer.Status;
import verticles.testing.Patience;
import verticles.testing.TestPolicy;

/** What each time of a policy does. */
class TimesTest {
  private static final Duration SOFT = Duration.ofMillis(20);
  private static final Duration HARD = Duration.ofMillis(40);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration NONE = Duration.ZERO;

  private Caches caches = new Caches(Map.of());

  private void policy(CacheConfig.Policy policy) {
    caches = new Caches(Map.of("its", policy));
  }

  private static CacheConfig.Policy times(
      Duration revalidate, Duration error, Duration negative, int jitter, int eager) {
    return TestPolicy.fresh(MINUTE)
        .revalidate(revalidate)
        .error(error)
        .negative(negative)
        .jitter(jitter)
        .eager(eager)
        .timeouts(SOFT, HARD)
        .make();
  }

  private Future<CacheAnswer> read() {
    return caches.reads.read(Reads.read("d/key", "its"));
  }

  private CacheAnswer filled(String body) {
    Future<CacheAnswer> answer = read();
    caches.loads.getLast().complete(Reads.loaded(body));
    return answer.result();
  }

  @Test
  void aLoadThatIsSlowIsNotWaitedForWhereSomethingOldMayBeServed() {
    policy(times(NONE, MINUTE, NONE, 0, 100));
    filled("old");
    caches.clock.pass(Duration.ofSeconds(61));

    CacheAnswer answer = Patience.await(read());
    caches.loads.getLast().complete(Reads.loaded("new"));

    assertThat(answer.status()).isEqualTo(Status.STALE);
    assertThat(Caches.body(read().result())).isEqualTo("new");
  }

  @Test
  void aLoadThatIsQuickIsWaitedForEvenThen() {
    policy(times(NONE, MINUTE, NONE, 0, 100));
    filled("old");
    caches.clock.pass(Duration.ofSeconds(61));

    Future<CacheAnswer> answer = read();
    caches.loads.getLast().complete(Reads.loaded("new"));

    assertThat(Caches.body(answer.result())).isEqualTo("new");
    assertThat(answer.result().status()).isEqualTo(Status.MISS);
  }

  @Test
  void nobodyWaitsPastTheHardTimeoutAndTheLateLoadIsKept() {
    policy(times(NONE, NONE, NONE, 0, 100));

    FailureException gaveUp = (FailureException) Patience.failure(read());
    caches.loads.getLast().complete(Reads.loaded("late"));

    assertThat(gaveUp.failure()).isEqualTo(Failure.TIMEOUT);
    assertThat(gaveUp).hasMessageContaining("40 ms").hasMessageContaining("d/key");
    assertThat(read().result().status()).isEqualTo(Status.HIT);
    assertThat(caches.counters.timeouts.sum()).isEqualTo(1);
  }

  @Test
  void thatThereIsNothingIsRememberedForItsTime() {
    policy(times(NONE, NONE, Duration.ofSeconds(5), 0, 100));
    Future<CacheAnswer> first = read();
    caches.loads.getLast().fail(FailureException.of(Failure.NOT_FOUND, "There is nothing."));

    assertThat(read().cause()).isEqualTo(first.cause()).hasMessage("There is nothing.");
    assertThat(caches.loads).hasSize(1);
    assertThat(caches.counters.negativeHits.sum()).isEqualTo(1);
    caches.clock.pass(Duration.ofSeconds(5));
    read();
    assertThat(caches.loads).hasSize(2);
  }

  @Test
  void otherFailuresAreNotRemembered() {
    policy(times(NONE, NONE, Duration.ofSeconds(5), 0, 100));
    read();
    caches.loads.getLast().fail(FailureException.of(Failure.UNAVAILABLE, "It is away."));
    read();

    assertThat(caches.loads).hasSize(2);
  }

  @Test
  void jitterTakesOffUpToItsShareAndNeverAdds() {
    CacheConfig.Policy tenPercent = times(NONE, NONE, NONE, 10, 100);
    Random random = new Random(1);
    Set<Long> lives = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      lives.add(Lifetime.of(tenPercent, MINUTE, random::nextLong).fresh());
    }

    assertThat(lives).allMatch(fresh -> fresh > 54_000 && fresh <= 60_000);
    assertThat(lives).hasSizeGreaterThan(500);
  }

  @Test
  void anEagerPolicyReloadsBehindTheScenesOnce() {
    policy(times(NONE, NONE, NONE, 0, 80));
    filled("old");
    caches.clock.pass(Duration.ofSeconds(48));

    assertThat(caches.memory.answer("d/key", caches.clock.millis())).isNull();
    assertThat(Caches.body(read().result())).isEqualTo("old");
    assertThat(caches.memory.answer("d/key", caches.clock.millis())).isNotNull();
    assertThat(read().result().status()).isEqualTo(Status.HIT);
    caches.loads.getLast().complete(Reads.loaded("new"));

    assertThat(caches.loads).hasSize(2);
    assertThat(Caches.body(read().result())).isEqualTo("new");
    assertThat(caches.counters.earlyRefreshes.sum()).isEqualTo(1);
  }

  @Test
  void anEagerReloadThatFailsIsTriedAgainAfterAMoment() {
    policy(times(NONE, NONE, NONE, 0, 80));
    filled("old");
    caches.clock.pass(Duration.ofSeconds(48));
    read();
    caches.loads.getLast().fail("the source is away");

    assertThat(read().result().status()).isEqualTo(Status.HIT);
    assertThat(caches.loads).hasSize(2);
    caches.clock.pass(Duration.ofSeconds(1));
    assertThat(read().result().status()).isEqualTo(Status.HIT);
    assertThat(caches.loads).hasSize(3);
  }

  @Test
  void whatIsNotKeptInMemoryIsAnsweredFromTheSharedTier() {
    policy(TestPolicy.fresh(MINUTE).timeouts(SOFT, HARD).notInMemory().make());
    filled("once");

    CacheAnswer again = read().result();

    assertThat(again.status()).isEqualTo(Status.SHARED);
    assertThat(caches.loads).hasSize(1);
    assertThat(caches.entries.count()).isZero();
  }

  @Test
  void anAdaptivePolicyFollowsWhatItSees() {
    policy(TestPolicy.fresh(MINUTE).timeouts(SOFT, HARD).adaptive(Duration.ofHours(1)).make());
    for (int i = 0; i < 40; i++) {
      filled("never changes");
      caches.clock.pass(Duration.ofHours(1));
    }
    CacheAnswer slow = filled("never changes");

    assertThat(slow.entry().fresh()).isGreaterThan(Duration.ofMinutes(10));
    assertThat(caches.memory.tallies().of("d/key").changed.sum()).isZero();
  }

  @Test
  void aShortenedPolicyShortensWhatIsThere() {
    policy(times(NONE, NONE, NONE, 0, 100));
    filled("old");
    CacheConfig.Policy shorter =
        TestPolicy.fresh(Duration.ofSeconds(10)).timeouts(SOFT, HARD).make();
    caches.memory.shorten("its", shorter);

    caches.clock.pass(Duration.ofSeconds(9));
    assertThat(caches.memory.answer("d/key", caches.clock.millis())).isNotNull();
    caches.clock.pass(Duration.ofSeconds(1));
    assertThat(caches.memory.answer("d/key", caches.clock.millis())).isNull();
  }

  @Test
  void aChangedPolicyIsTakenOverOnceAndNotFromThePast() {
    Policies policies = new Policies(Map.of("its", times(NONE, NONE, NONE, 0, 100)));
    NamedPolicy second = new NamedPolicy("its", times(MINUTE, NONE, NONE, 0, 100), 2);

    assertThat(policies.change(second)).isTrue();
    assertThat(policies.change(second)).isFalse();
    assertThat(policies.change(new NamedPolicy("its", times(NONE, MINUTE, NONE, 0, 100), 1)))
        .isFalse();
    assertThat(policies.change(new NamedPolicy("unknown", second.policy(), 5))).isFalse();
    assertThat(policies.all()).isEqualTo(List.of(second));
  }
}
