package verticles.coherence;

import static verticles.testing.Patience.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import verticles.bus.Bus;
import verticles.invalidation.Target;
import verticles.postgres.PoolSettings;
import verticles.postgres.PostgresPool;
import verticles.postgres.PostgresTarget;

/** A node without a cluster, on a real database. */
final class LedgerNode implements AutoCloseable {
  private static final PoolSettings POOL =
      new PoolSettings(
          4,
          64,
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(6),
          Duration.ofMinutes(10));

  final ModelMemory memory = new ModelMemory();
  final ModelTier tier;
  final List<String> marks = new CopyOnWriteArrayList<>();
  final Coherence coherence;
  private final Vertx vertx = Vertx.vertx();

  LedgerNode(PostgresTarget database) {
    this(database, new ModelTier());
  }

  LedgerNode(PostgresTarget database, ModelTier tier) {
    this.tier = tier;
    this.coherence =
        new Coherence(
            vertx,
            new Bus(vertx, "alone"),
            () -> List.of("alone"),
            Ledger.own(pool(database)),
            tier,
            InstantSource.system(),
            marks::add);
    await(coherence.start(memory));
  }

  LedgerNode watching(String name, PostgresTarget source) {
    await(coherence.watch(name, Ledger.of(pool(source))));
    return this;
  }

  PostgresPool pool(PostgresTarget target) {
    return new PostgresPool(vertx, target, POOL);
  }

  boolean knows(Target target) {
    return memory.applied().stream().anyMatch(change -> change.targets().contains(target));
  }

  boolean knowsTag(String tag) {
    return knows(new Target.Tag(tag));
  }

  @Override
  public void close() {
    await(coherence.close());
    await(vertx.close());
  }
}
