package verticles;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import verticles.testing.RunningNode;

/** Reads items of one node all the time and has each answer judged. */
final class ItemReader implements Runnable {
  private static final int PAUSE_MILLIS = 15;

  private final ItemCluster cluster;
  private final List<ItemHistory> histories;
  private final int index;
  private final FaultVerdict verdict;
  private final Random random;
  private volatile boolean stopped;

  ItemReader(
      ItemCluster cluster,
      List<ItemHistory> histories,
      int index,
      FaultVerdict verdict,
      Random random) {
    this.cluster = cluster;
    this.histories = histories;
    this.index = index;
    this.verdict = verdict;
    this.random = random;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        Thread.sleep(PAUSE_MILLIS);
        RunningNode node = cluster.nodes().get(index);
        if (node.process().isAlive()) {
          read(node, random.nextInt(histories.size()));
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(RunningNode node, int n) {
    FaultVerdict.Row row = verdict.row();
    long began = System.nanoTime();
    try {
      String path = "/api/v1/data/" + CacheFaults.dataset(n) + "?n=" + (n + 1);
      HttpResponse<String> answer = cluster.send(cluster.request(node, path));
      row.took(Duration.ofNanos(System.nanoTime() - began), path);
      if (answer.statusCode() == 200) {
        long value = Long.parseLong(ItemCluster.value(answer));
        String where = "node %d, %s".formatted(index + 1, path);
        row.judged(histories.get(n).judge(value, began), value, where, answer);
      } else {
        row.failed("" + answer.statusCode());
      }
    } catch (IOException unheard) {
      row.took(Duration.ofNanos(System.nanoTime() - began), "no answer, which");
      row.failed("no answer");
    }
  }
}
