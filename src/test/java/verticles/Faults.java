package verticles;

import java.util.Random;
import verticles.testing.RunningNode;
import verticles.testing.Signals;
import verticles.testing.TestProxy;
import verticles.testing.TestRedis;

/** Makes one thing go wrong for a while, and mends it. */
final class Faults {
  private final ItemCluster cluster;
  private final TestRedis redis;
  private final TestProxy proxy;
  private final Random random;

  Faults(ItemCluster cluster, TestRedis redis, TestProxy proxy, Random random) {
    this.cluster = cluster;
    this.redis = redis;
    this.proxy = proxy;
    this.random = random;
  }

  /** Blocks until it is mended. */
  void happen(FaultKind fault) throws InterruptedException {
    switch (fault) {
      case NONE -> Thread.sleep(4_000);
      case REDIS_FROZEN -> frozen(redis.pid(), between(3_000, 8_000));
      case POSTGRES_FROZEN -> frozen(cluster.postgresPid(), between(2_000, 5_000));
      case NODE_FROZEN -> frozen(any().process().pid(), 3_000);
      case REDIS_RESTARTED -> {
        redis.kill();
        Thread.sleep(between(500, 4_000));
        redis.restart();
      }
      case REDIS_SLOW -> {
        proxy.slow(200);
        Thread.sleep(between(3_000, 6_000));
        proxy.slow(0);
      }
      case REDIS_FULL -> {
        redis.ask("CONFIG", "SET", "maxmemory", "1");
        Thread.sleep(between(3_000, 6_000));
        redis.ask("CONFIG", "SET", "maxmemory", "0");
      }
      case NODE_KILLED -> {
        int index = random.nextInt(cluster.nodes().size());
        cluster.nodes().get(index).kill();
        Thread.sleep(between(500, 4_000));
        cluster.restart(index);
      }
    }
  }

  private static void frozen(long pid, int millis) throws InterruptedException {
    Signals.freeze(pid);
    try {
      Thread.sleep(millis);
    } finally {
      Signals.thaw(pid);
    }
  }

  private RunningNode any() {
    return cluster.nodes().get(random.nextInt(cluster.nodes().size()));
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }
}
