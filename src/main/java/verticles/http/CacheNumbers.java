package verticles.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import verticles.cache.CacheReport;
import verticles.cache.CacheReport.HotKey;
import verticles.cache.CacheReport.NodeReport;
import verticles.config.DataSize;

/** The numbers of the cache: of all nodes together, by tier, by namespace and by node. */
record CacheNumbers(
    ReadCounts totals,
    Tiers tiers,
    List<OfNamespace> namespaces,
    List<OfNode> nodes,
    List<String> missingNodes,
    List<HotKey> hottest) {
  private static final int HOTTEST = 20;

  /** The memory of all nodes, and the tier that they share. */
  record Tiers(Near near, SharedCounts shared) {}

  /** The memory of a node, or of all together. */
  record Near(long entries, long sizeBytes, long maxSizeBytes, long evictions, long tooLarge) {
    Near plus(Near other) {
      return new Near(
          entries + other.entries,
          sizeBytes + other.sizeBytes,
          maxSizeBytes + other.maxSizeBytes,
          evictions + other.evictions,
          tooLarge + other.tooLarge);
    }
  }

  record OfNamespace(String namespace, ReadCounts reads) {}

  /** One node; {@code store} and {@code trusted} are what it thinks of the shared tier. */
  record OfNode(
      String node,
      Instant since,
      boolean memoryTrusted,
      String store,
      boolean storeTrusted,
      ReadCounts reads,
      Near near,
      SharedCounts shared) {}

  static CacheNumbers of(CacheReport report, DataSize memory, Sight sight) {
    List<OfNode> nodes = report.nodes().stream().map(node -> node(node, memory)).toList();
    Map<String, ReadCounts> namespaces = new TreeMap<>();
    report.nodes().stream()
        .flatMap(node -> node.patterns().stream())
        .forEach(
            pattern ->
                namespaces.merge(pattern.namespace(), ReadCounts.of(pattern), ReadCounts::plus));
    return new CacheNumbers(
        nodes.stream().map(OfNode::reads).reduce(ReadCounts.NONE, ReadCounts::plus),
        new Tiers(
            nodes.stream().map(OfNode::near).reduce(new Near(0, 0, 0, 0, 0), Near::plus),
            nodes.stream().map(OfNode::shared).reduce(SharedCounts.NONE, SharedCounts::plus)),
        namespaces.entrySet().stream()
            .map(entry -> new OfNamespace(entry.getKey(), entry.getValue()))
            .toList(),
        nodes,
        report.missing(),
        sight.seesKeys() ? hottest(report) : List.of());
  }

  private static OfNode node(NodeReport node, DataSize memory) {
    ReadCounts byPattern =
        node.patterns().stream().map(ReadCounts::of).reduce(ReadCounts.NONE, ReadCounts::plus);
    return new OfNode(
        node.node(),
        Instant.ofEpochMilli(node.sinceMillis()),
        node.trusted(),
        node.shared().store(),
        node.shared().trusted(),
        ReadCounts.of(node.near()).timedBy(byPattern),
        new Near(
            node.near().entries(),
            node.near().bytes(),
            memory.bytes(),
            node.near().evictions(),
            node.near().tooLarge()),
        SharedCounts.of(node.shared()));
  }

  private static List<HotKey> hottest(CacheReport report) {
    Map<String, HotKey> keys = new TreeMap<>();
    report.nodes().stream()
        .flatMap(node -> node.hottest().stream())
        .forEach(
            key ->
                keys.merge(
                    key.key(),
                    key,
                    (a, b) ->
                        new HotKey(
                            a.key(), a.hits() + b.hits(), Math.max(a.sizeBytes(), b.sizeBytes()))));
    List<HotKey> all = new ArrayList<>(keys.values());
    all.sort(Comparator.comparingLong(HotKey::hits).reversed().thenComparing(HotKey::key));
    return all.subList(0, Math.min(HOTTEST, all.size()));
  }
}
