package verticles.http;

import java.util.List;
import verticles.cache.CacheReport;
import verticles.cache.CacheReport.NodeReport;

/** The state of each tier on each node, in words. */
record CacheHealth(String status, List<OfNode> nodes, List<String> missingNodes) {

  /** A tier; {@code detail} is a sentence for an operator, empty when there is nothing to say. */
  record Tier(String status, String detail) {}

  /** One node; {@code store} is which one it uses as the shared tier. */
  record OfNode(String node, Tier near, String store, Tier shared) {
    boolean isUp() {
      return near.status().equals(UP) && shared.status().equals(UP);
    }
  }

  private static final String UP = "up";
  private static final String DEGRADED = "degraded";

  static CacheHealth of(CacheReport report) {
    List<OfNode> nodes = report.nodes().stream().map(CacheHealth::node).toList();
    boolean up = report.missing().isEmpty() && nodes.stream().allMatch(OfNode::isUp);
    return new CacheHealth(up ? UP : DEGRADED, nodes, report.missing());
  }

  private static OfNode node(NodeReport node) {
    return new OfNode(node.node(), near(node), node.shared().store(), shared(node));
  }

  private static Tier near(NodeReport node) {
    return node.trusted()
        ? new Tier(UP, "")
        : new Tier(
            DEGRADED,
            "An invalidation may be missing; until it is found nothing is served from memory.");
  }

  private static Tier shared(NodeReport node) {
    CacheReport.SharedReport shared = node.shared();
    if (shared.trusted() && shared.reason().isEmpty()) {
      return new Tier(UP, "");
    }
    String reason =
        shared.reason().isEmpty()
            ? "It is not read until it has every invalidation made while it was away."
            : shared.reason();
    return new Tier(DEGRADED, reason);
  }
}
