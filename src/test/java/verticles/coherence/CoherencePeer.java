package verticles.coherence;

import static verticles.testing.Patience.await;

import java.time.Duration;
import java.time.InstantSource;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.testing.NoPostgres;
import verticles.testing.TestCluster;

/** A node with coherence, a memory and a tier; {@code main} is the second JVM of a test. */
record CoherencePeer(TestCluster node, ModelMemory memory, ModelTier tier, Coherence coherence)
    implements AutoCloseable {
  /** So few that a test can lose more. */
  static final int KEPT = 8;

  static CoherencePeer on(TestCluster node, ModelTier tier) {
    ModelMemory memory = new ModelMemory();
    Coherence coherence =
        new Coherence(
            node.vertx(),
            node.bus(),
            node.grid()::members,
            Ledger.own(new NoPostgres()),
            tier,
            InstantSource.system(),
            mark -> {},
            KEPT);
    coherence.start(memory).await();
    return new CoherencePeer(node, memory, tier, coherence);
  }

  /** How many nodes one sees. */
  static int members(CoherencePeer peer) {
    return peer.node().grid().members().size();
  }

  static Receipt invalidate(CoherencePeer by, String key) {
    return await(by.coherence().invalidate(Invalidation.of(Mode.REMOVE, new Target.Key(key))));
  }

  @Override
  public void close() {
    coherence.close().await();
    node.close();
  }

  public static void main(String[] arguments) throws InterruptedException {
    TestCluster node =
        TestCluster.join(
            arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    CoherencePeer peer = on(node, new ModelTier());
    System.out.println("ready " + node.bus().nodeId());
    int told = 0;
    for (long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        System.nanoTime() < end; ) {
      for (; told < peer.memory().applied().size(); told++) {
        Invalidation change = peer.memory().applied().get(told);
        System.out.println("applied " + change.id() + " " + change.mode() + " " + change.targets());
      }
      Thread.sleep(20);
    }
  }
}
