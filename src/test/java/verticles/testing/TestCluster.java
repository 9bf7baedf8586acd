package verticles.testing;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import verticles.bus.Bus;

/** A clustered Vert.x of a test; members find each other by the ports they are given. */
public record TestCluster(Vertx vertx, Bus bus) implements AutoCloseable {

  /**
   * Starts a member.
   *
   * @param name tells the clusters of different tests apart
   * @param port of this member
   * @param seedPort of the first member; the same as {@code port} for the first
   */
  public static TestCluster join(String name, int port, int seedPort) {
    Config config = ConfigUtil.loadConfig();
    config.setClusterName(name);
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + seedPort);
    HazelcastClusterManager manager = new HazelcastClusterManager(config);
    Vertx vertx =
        Vertx.builder()
            .with(new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1")))
            .withClusterManager(manager)
            .buildClustered()
            .await();
    return new TestCluster(vertx, new Bus(vertx, manager.getNodeId()));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
