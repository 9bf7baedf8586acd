package verticles.coherence;

import static verticles.testing.Patience.await;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import verticles.bus.Bus;
import verticles.config.Secret;
import verticles.grid.QuickGrid;
import verticles.postgres.PostgresTarget;
import verticles.testing.PlainPostgres;

/**
 * A member of a grid that may be split, on a real database: its memory answers with the row of the
 * table {@code answer} that it read last. {@code main} is one in a JVM of its own.
 */
record SplitPeer(QuickGrid grid, ModelMemory memory, Coherence coherence, PlainPostgres database)
    implements AutoCloseable {
  static final String KEY = "split/answer";

  static SplitPeer join(String cluster, int port, int seedPort, PostgresTarget target) {
    QuickGrid grid = QuickGrid.join(cluster, port, seedPort);
    PlainPostgres database = new PlainPostgres(grid.vertx(), target);
    ModelMemory memory = new ModelMemory();
    Coherence coherence =
        new Coherence(
            grid.vertx(),
            new Bus(grid.vertx(), grid.nodeId()),
            grid::members,
            Ledger.own(database),
            new ModelTier(),
            InstantSource.system(),
            mark -> {});
    coherence.start(memory).await();
    return new SplitPeer(grid, memory, coherence, database);
  }

  /** What a read is answered. */
  int answer() {
    return memory.read(
        KEY,
        key ->
            await(database.query("SELECT value FROM answer", Tuple.tuple()))
                .iterator()
                .next()
                .getInteger(0));
  }

  @Override
  public void close() {
    coherence.close().await();
    grid.close();
  }

  /** Says each new answer with how long it came after the process was last frozen, in ms. */
  public static void main(String[] arguments) throws InterruptedException {
    SplitPeer peer =
        join(
            arguments[0],
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            new PostgresTarget(
                arguments[3],
                Integer.parseInt(arguments[4]),
                arguments[5],
                arguments[6],
                new Secret(arguments[7])));
    int said = -1;
    int members = 0;
    long last = System.nanoTime();
    long thawed = last;
    for (long end = last + Duration.ofMinutes(3).toNanos(); last < end; Thread.sleep(10)) {
      long now = System.nanoTime();
      thawed = now - last > Duration.ofSeconds(2).toNanos() ? now : thawed;
      last = now;
      int answer = peer.answer();
      if (answer != said) {
        System.out.println("answer " + answer + " after " + (now - thawed) / 1_000_000);
        said = answer;
      }
      if (peer.grid().members().size() != members) {
        members = peer.grid().members().size();
        System.out.println("members " + members + " while answering " + said);
      }
    }
  }
}
