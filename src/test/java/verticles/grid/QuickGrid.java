package verticles.grid;

import com.hazelcast.config.Config;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.net.UnknownHostException;
import java.util.List;

/** A member of the grid as nodes run it, but one that notices sooner who is away or back. */
public record QuickGrid(Vertx vertx, HazelcastClusterManager manager) implements AutoCloseable {

  /** Joins the cluster of the member at that port; the same as {@code port} for the first. */
  public static QuickGrid join(String name, int port, int seedPort) {
    try {
      Config settings =
          Grid.settings(
              new GridConfig(
                  name, "127.0.0.1", port, List.of("127.0.0.1:" + seedPort), GridTls.NONE));
      settings.setProperty("hazelcast.max.no.heartbeat.seconds", "3");
      settings.setProperty("hazelcast.merge.first.run.delay.seconds", "2");
      settings.setProperty("hazelcast.merge.next.run.delay.seconds", "2");
      HazelcastClusterManager manager = new HazelcastClusterManager(settings);
      EventBusOptions bus = new EventBusOptions().setHost("127.0.0.1").setPort(0);
      Vertx vertx =
          Vertx.builder()
              .with(new VertxOptions().setEventBusOptions(bus))
              .withClusterManager(manager)
              .buildClustered()
              .await();
      return new QuickGrid(vertx, manager);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The id by which other nodes send to this one. */
  public String nodeId() {
    return manager.getNodeId();
  }

  /** The ids of the nodes in the cluster, this one included. */
  public List<String> members() {
    return List.copyOf(manager.getNodes());
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
