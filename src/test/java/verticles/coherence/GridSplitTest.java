package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import verticles.embedded.Ports;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.postgres.PostgresTarget;
import verticles.testing.Patience;
import verticles.testing.Signals;
import verticles.testing.TestJvm;
import verticles.testing.TestPostgres;

/** Three members, of which one is away for longer than the grid waits for it. */
class GridSplitTest {
  private static final String CLUSTER = "split-" + ProcessHandle.current().pid();
  private static final Invalidation DURING = removed();

  /** The grid copies its replicated map to a member that is back each 30 s; and again as long. */
  private static final Duration COPIED = Duration.ofSeconds(90);

  private static Invalidation removed() {
    return Invalidation.of(Mode.REMOVE, new Target.Key(SplitPeer.KEY));
  }

  @Test
  void aMemberThatWasCutOffAnswersRightAndHearsAgain() {
    PostgresTarget target = TestPostgres.migrated();
    Database database = new Database(target);
    database.execute("CREATE TABLE answer AS SELECT 1 AS value");
    int port = Ports.free();
    try (SplitPeer first = SplitPeer.join(CLUSTER, port, port, target);
        SplitPeer second = SplitPeer.join(CLUSTER, Ports.free(), port, target);
        TestJvm away =
            TestJvm.start(
                SplitPeer.class,
                CLUSTER,
                "" + Ports.free(),
                "" + port,
                target.host(),
                "" + target.port(),
                target.database(),
                target.user(),
                target.password().reveal())) {
      away.await("answer 1");
      Patience.until("all are in", () -> first.grid().members().size() == 3);

      Signals.freeze(away.pid());
      Receipt acknowledged;
      try {
        Patience.until("it is given up", () -> first.grid().members().size() == 2);
        database.execute("UPDATE answer SET value = 2");
        acknowledged = await(first.coherence().invalidate(DURING));
      } finally {
        Signals.thaw(away.pid());
      }

      assertThat(acknowledged.nodes()).isEqualTo(2);
      assertThat(acknowledged.missing()).isZero();
      // from the moment it runs again, by its own clock; the 2 s are part of the contract
      assertThat(Long.parseLong(away.await("answer 2 after"))).isLessThan(2_000);
      Patience.until("it is back", () -> first.grid().members().size() == 3);
      database.execute("UPDATE answer SET value = 3");
      await(first.coherence().invalidate(removed()));
      away.await("answer 3");
      hearsAgain(first);
      // the second one may see the third later than the first does
      hearsAgain(second);
    }
  }

  /** By the ledger it knew at once; the bus follows when the grid has copied who hears what. */
  private static void hearsAgain(SplitPeer peer) {
    Patience.holdsWithin(
        COPIED,
        () -> assertThat(await(peer.coherence().invalidate(removed())).nodes()).isEqualTo(3));
  }
}
