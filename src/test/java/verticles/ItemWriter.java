package verticles;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import verticles.ItemHistory.Way;
import verticles.testing.RunningNode;

/**
 * Raises the values of its share of the items: noticed by the trigger, or unnoticed with an
 * invalidation by the API. It remembers when each was acknowledged.
 */
final class ItemWriter implements Runnable {
  private static final int PAUSE_MILLIS = 60;

  private final ItemCluster cluster;
  private final List<ItemHistory> histories;
  private final int share;
  private final int shares;
  private final Random random;
  private final LongAdder changes;
  private volatile boolean stopped;

  /**
   * Made with the histories of all items, of which it writes each whose number leaves {@code share}
   * when divided by {@code shares}.
   */
  ItemWriter(
      ItemCluster cluster,
      List<ItemHistory> histories,
      int share,
      int shares,
      Random random,
      LongAdder changes) {
    this.cluster = cluster;
    this.histories = histories;
    this.share = share;
    this.shares = shares;
    this.random = random;
    this.changes = changes;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try (Connection database = cluster.connect()) {
      for (long value = 1; !stopped; value++) {
        int n = share + shares * random.nextInt(histories.size() / shares);
        raise(database, n, value);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException("the writer cannot write", e);
    }
  }

  private void raise(Connection database, int n, long value)
      throws SQLException, InterruptedException {
    Way way = way(n);
    String update = "UPDATE item SET value = '%d' WHERE n = %d".formatted(value, n + 1);
    try (var run = database.createStatement()) {
      run.execute("SET session_replication_role = " + (way == Way.TRIGGER ? "DEFAULT" : "replica"));
      run.execute(update);
    }
    changes.increment();
    if (way != Way.TRIGGER) {
      invalidate(n, way);
    }
    histories.get(n).acknowledged(value, way);
  }

  /** Only datasets that may not serve anything stale are expired. */
  private Way way(int n) {
    if (random.nextInt(3) == 0) {
      return Way.TRIGGER;
    }
    return CacheFaults.dataset(n).equals("plain") && random.nextBoolean() ? Way.EXPIRE : Way.REMOVE;
  }

  private void invalidate(int n, Way way) throws InterruptedException {
    String body =
        "{\"tags\":[\"item:%d\"],\"mode\":\"%s\"}"
            .formatted(n + 1, way == Way.EXPIRE ? "expire" : "remove");
    while (!stopped) {
      RunningNode node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
      try {
        String path = "/api/v1/performance/cache/invalidate";
        if (node.process().isAlive() && cluster.post(node, path, body).statusCode() == 200) {
          return;
        }
      } catch (IOException unheard) {
        // the node died or is frozen: another one is asked, and doing it twice does no harm
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
