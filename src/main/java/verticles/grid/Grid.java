package verticles.grid;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.TcpIpConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The Hazelcast member of this node and the Vert.x that runs in it. A node without other members
 * takes the same path, it only finds nobody.
 */
public final class Grid {
  private static final int PORTS_TO_TRY = 100;

  private final Vertx vertx;
  private final HazelcastClusterManager manager;

  private Grid(Vertx vertx, HazelcastClusterManager manager) {
    this.vertx = vertx;
    this.manager = manager;
  }

  /**
   * Starts the member and joins the others; blocks until that is done.
   *
   * @param with adds what belongs to Vert.x but not to the grid, such as metrics
   */
  public static Grid start(
      GridConfig config, VertxOptions options, UnaryOperator<VertxBuilder> with) {
    HazelcastClusterManager manager = new HazelcastClusterManager(member(config));
    options.setEventBusOptions(new EventBusOptions().setHost(config.address()));
    Vertx vertx =
        with.apply(Vertx.builder().with(options).withClusterManager(manager))
            .buildClustered()
            .await();
    return new Grid(vertx, manager);
  }

  /** {@code cluster.xml} with what the configuration says. */
  private static Config member(GridConfig config) {
    Config member = ConfigUtil.loadConfig();
    member.setClusterName(config.clusterName());
    NetworkConfig network = member.getNetworkConfig();
    network.setPort(config.port()).setPortAutoIncrement(true).setPortCount(PORTS_TO_TRY);
    network.getInterfaces().setEnabled(true).setInterfaces(List.of(config.address()));
    TcpIpConfig others = network.getJoin().getTcpIpConfig();
    others.setEnabled(!config.members().isEmpty()).setMembers(config.members());
    return member;
  }

  /** The Vert.x of this node. */
  public Vertx vertx() {
    return vertx;
  }

  /** What other nodes call this one. */
  public String nodeId() {
    return manager.getNodeId();
  }

  /** The ids of all nodes, this one included. */
  public List<String> members() {
    return manager.getNodes();
  }

  /** Leaves the grid and closes Vert.x; blocks until that is done. */
  public void close() {
    vertx.close().await();
  }
}
