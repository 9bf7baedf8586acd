package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.coherence.CoherencePeer.invalidate;
import static verticles.coherence.CoherencePeer.members;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.bus.Mischief;
import verticles.coherence.CoherenceMessage.Missed;
import verticles.coherence.CoherenceMessage.Numbered;
import verticles.embedded.Ports;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.testing.Patience;
import verticles.testing.TestCluster;

/**
 * Two nodes that only have the bus: their ledger is down, so what the bus loses the bus repairs.
 */
class CoherenceTest {
  private static final String CLUSTER = "coherence-" + ProcessHandle.current().pid();

  private static final ModelTier TIER = new ModelTier();
  private static CoherencePeer alice;
  private static CoherencePeer bob;

  private final Map<String, Integer> source = new ConcurrentHashMap<>();

  @BeforeAll
  static void startTwoNodes() {
    int port = Ports.free();
    alice = CoherencePeer.on(TestCluster.join(CLUSTER, port, port), TIER);
    bob = CoherencePeer.on(TestCluster.join(CLUSTER, Ports.free(), port), TIER);
    until("both see both", () -> members(alice) == 2 && members(bob) == 2);
    confirmedBothWays();
  }

  /** The cluster needs a moment until each node knows where the other one listens. */
  private static void confirmedBothWays() {
    Patience.holds(
        () -> {
          assertThat(invalidate(alice, "first").nodes()).isEqualTo(2);
          assertThat(invalidate(bob, "first").nodes()).isEqualTo(2);
        });
    Patience.holds(() -> assertThat(bob.coherence().state().trusted()).isTrue());
    Patience.holds(() -> assertThat(alice.coherence().state().trusted()).isTrue());
  }

  @AfterAll
  static void stopBoth() {
    bob.close();
    alice.close();
  }

  @AfterEach
  void calm() {
    TIER.comeUp();
    Mischief.calm(bob.node().bus());
    Patience.holds(() -> assertThat(bob.coherence().state().trusted()).isTrue());
  }

  private int read(CoherencePeer at, String key) {
    return at.memory().read(key, wanted -> source.getOrDefault(wanted, 0));
  }

  /** Both nodes keep what is out of date now. */
  private void changed(String key) {
    source.put(key, 1);
    read(alice, key);
    read(bob, key);
    source.put(key, 2);
  }

  @Test
  void anAcknowledgedInvalidationCountsOnEveryNode() {
    changed("a/1");

    Receipt receipt = invalidate(alice, "a/1");

    assertThat(read(alice, "a/1")).isEqualTo(2);
    assertThat(read(bob, "a/1")).isEqualTo(2);
    assertThat(receipt).isEqualTo(new Receipt(1, 3, 2, 0, false));
  }

  @Test
  void itIsAppliedOnceAlthoughItComesTwice() {
    Invalidation change = Invalidation.of(Mode.REMOVE, new Target.Key("once"));

    await(alice.coherence().invalidate(change));
    bob.coherence().learn(List.of(change, change));
    invalidate(alice, "once/more");

    assertThat(bob.memory().timesApplied(change.id())).isEqualTo(1);
    assertThat(alice.memory().timesApplied(change.id())).isEqualTo(1);
  }

  @Test
  void aLostAnnouncementIsFoundMissingAndRepaired() {
    changed("a/2");
    long repairs = bob.coherence().state().repairs();
    int doubts = bob.memory().doubts();
    int forgets = bob.memory().forgets();
    losingNumberedOnes();

    Receipt receipt = invalidate(alice, "a/2");

    assertThat(receipt.missing()).isEqualTo(1);
    Patience.holds(() -> assertThat(read(bob, "a/2")).isEqualTo(2));
    Patience.holds(() -> assertThat(bob.coherence().state().trusted()).isTrue());
    assertThat(bob.memory().doubts()).isEqualTo(doubts + 1);
    assertThat(bob.coherence().state().repairs()).isEqualTo(repairs + 1);
    assertThat(bob.memory().forgets()).isEqualTo(forgets);
  }

  private static void losingNumberedOnes() {
    Mischief.disturb(
        bob.node().bus(),
        (address, message, handle) -> {
          if (!(message instanceof Numbered)) {
            handle.run();
          }
        });
  }

  @Test
  void aWrongValueIsNeverServedAfterTrust() {
    changed("a/3");
    losingNumberedOnes();
    int trusts = bob.memory().trusts();

    invalidate(alice, "a/3");

    until("it trusts again", () -> bob.memory().trusts() > trusts);
    assertThat(read(bob, "a/3")).isEqualTo(2);
  }

  @Test
  void moreLostThanTheSenderKeepsMakesTheNodeForget() {
    changed("a/4");
    int forgets = bob.memory().forgets();
    losingNumberedOnes();

    List<io.vertx.core.Future<?>> all = new ArrayList<>();
    all.add(alice.coherence().invalidate(Invalidation.of(Mode.REMOVE, new Target.Key("a/4"))));
    for (int i = 0; i < CoherencePeer.KEPT; i++) {
      all.add(alice.coherence().invalidate(Invalidation.of(Mode.REMOVE, new Target.Key("x" + i))));
    }
    all.forEach(done -> await(done));

    Patience.holds(() -> assertThat(bob.memory().forgets()).isGreaterThan(forgets));
    Patience.holds(() -> assertThat(read(bob, "a/4")).isEqualTo(2));
  }

  @Test
  void aSenderThatDoesNotSendAgainMakesTheNodeForget() {
    changed("a/5");
    int forgets = bob.memory().forgets();
    losingNumberedOnes();
    Mischief.disturb(
        alice.node().bus(),
        (address, message, handle) -> {
          if (!(message instanceof Missed)) {
            handle.run();
          }
        });

    invalidate(alice, "a/5");

    Patience.holds(() -> assertThat(bob.memory().forgets()).isGreaterThan(forgets));
    assertThat(read(bob, "a/5")).isEqualTo(2);
    Mischief.calm(alice.node().bus());
  }

  @Test
  void manyLostLateAndDoubledMessagesLeaveEveryNodeRight() {
    Random random = new Random(7);
    Mischief.disturb(
        bob.node().bus(),
        (address, message, handle) -> {
          double luck;
          synchronized (random) {
            luck = random.nextDouble();
          }
          if (luck < 0.4 && message instanceof Numbered) {
            return;
          }
          bob.node().vertx().setTimer(1 + (long) (luck * 60), late -> handle.run());
        });

    for (int round = 1; round <= 60; round++) {
      String key = "k/" + round % 5;
      source.put(key, round);
      alice.coherence().invalidate(Invalidation.of(Mode.REMOVE, new Target.Tag("tag:" + key)));
      read(bob, key);
    }

    Patience.holds(
        () ->
            source.forEach(
                (key, version) -> assertThat(read(bob, key)).as(key).isEqualTo(version)));
    Patience.holds(() -> assertThat(bob.coherence().state().trusted()).isTrue());
    source.forEach((key, version) -> assertThat(read(bob, key)).as(key).isEqualTo(version));
  }

  @Test
  void withoutLedgerAndTierItFailsAndCountsInMemoryAllTheSame() {
    TIER.goDown();
    changed("a/6");

    Throwable thrown =
        failure(alice.coherence().invalidate(Invalidation.of(Mode.REMOVE, new Target.Key("a/6"))));

    assertThat(Failures.of(thrown).failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(thrown).hasMessageContaining("memory of 2 nodes");
    assertThat(read(alice, "a/6")).isEqualTo(2);
    assertThat(read(bob, "a/6")).isEqualTo(2);
    assertThat(alice.coherence().state().unrecorded()).isPositive();
  }

  @Test
  void whatWasAppliedLatelyIsToldAndLearned() {
    Invalidation change = Invalidation.of(Mode.EXPIRE, new Target.Namespace("lately"));
    Invalidation unknown = Invalidation.of(Mode.REMOVE, new Target.Key("lately/2"));
    await(alice.coherence().invalidate(change));

    assertThat(alice.coherence().recent("lately/1", List.of())).startsWith(change);
    assertThat(bob.coherence().recent("lately/1", List.of())).startsWith(change);
    assertThat(alice.coherence().recent("later/1", List.of())).doesNotContain(change);

    bob.coherence().learn(List.of(unknown));

    assertThat(bob.memory().timesApplied(unknown.id())).isEqualTo(1);
    assertThat(bob.coherence().recent("lately/2", List.of())).startsWith(unknown, change);
  }
}
