package verticles.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import verticles.embedded.Ports;

/** A Redis Cluster of three masters. */
public record TestRedisCluster(List<TestRedis> nodes) implements AutoCloseable {
  private static final int SLOTS = 16384;

  /** Starts three servers and joins them. */
  public static TestRedisCluster start(Path folder) {
    List<TestRedis> nodes =
        Stream.generate(
                () ->
                    TestRedis.startOn(
                        busPort(),
                        folder,
                        "--cluster-enabled",
                        "yes",
                        "--cluster-node-timeout",
                        "2000",
                        "--cluster-require-full-coverage",
                        "no"))
            .limit(3)
            .toList();
    for (int i = 0; i < 3; i++) {
      String[] slots =
          Stream.concat(
                  Stream.of("CLUSTER", "ADDSLOTS"),
                  java.util.stream.IntStream.range(SLOTS * i / 3, SLOTS * (i + 1) / 3)
                      .mapToObj(Integer::toString))
              .toArray(String[]::new);
      nodes.get(i).ask(slots);
      nodes.get(i).ask("CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
    }
    for (TestRedis node : nodes.subList(1, 3)) {
      nodes.getFirst().ask("CLUSTER", "MEET", "127.0.0.1", "" + node.port());
    }
    TestRedisCluster cluster = new TestRedisCluster(nodes);
    Patience.until(
        "the cluster is well",
        () ->
            nodes.stream()
                .allMatch(
                    node ->
                        node.ask("CLUSTER", "INFO").contains("cluster_state:ok")
                            && node.ask("CLUSTER", "INFO").contains("cluster_known_nodes:3")));
    return cluster;
  }

  /** A port whose number leaves room for that of the Cluster's own talk, which is 10,000 more. */
  private static int busPort() {
    return Stream.generate(Ports::free).filter(port -> port < 55_000).findFirst().orElseThrow();
  }

  /** The ports of its nodes. */
  public List<Integer> ports() {
    return nodes.stream().map(TestRedis::port).toList();
  }

  /** Gives the empty slot of a key to another master. */
  public void moveSlotOf(String key) {
    String slot = nodes.getFirst().ask("CLUSTER", "KEYSLOT", key);
    int owner = Integer.parseInt(slot) * 3 / SLOTS;
    String heir = nodes.get((owner + 1) % 3).ask("CLUSTER", "MYID");
    nodes.get((owner + 1) % 3).ask("CLUSTER", "SETSLOT", slot, "NODE", heir);
    nodes.get((owner + 2) % 3).ask("CLUSTER", "SETSLOT", slot, "NODE", heir);
    nodes.get(owner).ask("CLUSTER", "SETSLOT", slot, "NODE", heir);
  }

  /** The node that keeps a key now. */
  public TestRedis ownerOf(String key) {
    int slot = Integer.parseInt(nodes.getFirst().ask("CLUSTER", "KEYSLOT", key));
    return nodes.stream().filter(node -> owns(node, slot)).findFirst().orElseThrow();
  }

  private static boolean owns(TestRedis node, int slot) {
    // id, address, flags, master, two times, epoch, link, and then its slots
    return node.ask("CLUSTER", "NODES")
        .lines()
        .filter(line -> line.contains("myself"))
        .flatMap(line -> Stream.of(line.split(" ")).skip(8))
        .filter(range -> range.matches("[0-9]+(-[0-9]+)?"))
        .map(range -> range.split("-"))
        .anyMatch(
            ends ->
                Integer.parseInt(ends[0]) <= slot
                    && slot <= Integer.parseInt(ends[ends.length - 1]));
  }

  /** A fourth node that copies a master, and takes over when it dies. */
  public TestRedis replicaOf(TestRedis master, Path folder) {
    TestRedis replica =
        TestRedis.startOn(
            busPort(), folder, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000");
    replica.ask("CLUSTER", "MEET", "127.0.0.1", "" + master.port());
    String id = master.ask("CLUSTER", "MYID");
    Patience.until("replicated", () -> replica.ask("CLUSTER", "REPLICATE", id).equals("OK"));
    Patience.until(
        "linked", () -> replica.ask("INFO", "replication").contains("master_link_status:up"));
    // it needs the votes of those who know it
    Patience.until(
        "known to all",
        () ->
            nodes.stream()
                .map(node -> node.ask("CLUSTER", "NODES"))
                .allMatch(known -> known.contains("slave " + id)));
    return replica;
  }

  /** Gives the empty slot of a key to another master, and does not end it. */
  public void beginToMoveSlotOf(String key) {
    String slot = nodes.getFirst().ask("CLUSTER", "KEYSLOT", key);
    TestRedis owner = ownerOf(key);
    TestRedis heir = nodes.stream().filter(node -> node != owner).findFirst().orElseThrow();
    heir.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", owner.ask("CLUSTER", "MYID"));
    owner.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", heir.ask("CLUSTER", "MYID"));
  }

  @Override
  public void close() {
    nodes.forEach(TestRedis::close);
  }
}
