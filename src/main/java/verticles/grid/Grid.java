package verticles.grid;

import com.hazelcast.config.Config;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.FailureException;
import verticles.tls.LiveCertificate;

/**
 * This node's membership in the cluster: a Hazelcast member inside a clustered Vert.x. A node
 * without other members is a cluster of one.
 */
public final class Grid {
  private static final Logger LOGGER = LoggerFactory.getLogger(Grid.class);
  private static final String SETTINGS = "cluster.xml";
  private static final long LOOK_MILLIS = 5_000;

  private final Vertx vertx;
  private final HazelcastClusterManager manager;

  private final Optional<LiveCertificate> certificate;

  private Grid(
      Vertx vertx, HazelcastClusterManager manager, Optional<LiveCertificate> certificate) {
    this.vertx = vertx;
    this.manager = manager;
    this.certificate = certificate;
  }

  /**
   * Joins the cluster, or begins one.
   *
   * @param options of Vert.x; its event bus is bound to the grid's interface
   * @param extend adds what the options cannot hold, such as a metrics factory
   */
  public static Future<Grid> start(
      GridConfig config, VertxOptions options, UnaryOperator<VertxBuilder> extend) {
    HazelcastClusterManager manager;
    try {
      manager = new HazelcastClusterManager(settings(config));
    } catch (UnknownHostException e) {
      return Future.failedFuture(
          new IllegalStateException("grid.host is no address of this machine: " + config.host()));
    }
    EventBusOptions bus = options.getEventBusOptions().setHost(config.host()).setPort(0);
    Optional<LiveCertificate> certificate;
    try {
      certificate = config.tls().read(InstantSource.system());
      certificate.ifPresent(live -> GridTls.secure(bus, live.current()));
    } catch (FailureException unusable) {
      return Future.failedFuture(unusable);
    }
    return extend
        .apply(Vertx.builder().with(options))
        .withClusterManager(manager)
        .buildClustered()
        .map(vertx -> new Grid(vertx, manager, certificate))
        .onSuccess(Grid::follow)
        .onSuccess(Grid::announce);
  }

  /** Open connections between nodes keep the certificate that they began with. */
  private void follow() {
    certificate.ifPresent(
        live -> {
          live.onChange(BusCertificate.of(vertx)::replace);
          vertx.setPeriodic(LOOK_MILLIS, look -> live.look(vertx));
        });
  }

  static Config settings(GridConfig config) throws UnknownHostException {
    Properties values = new Properties();
    values.setProperty("grid.cluster-name", config.clusterName());
    // interfaces are matched by address, never by name
    values.setProperty("grid.host", InetAddress.getByName(config.host()).getHostAddress());
    values.setProperty("grid.port", Integer.toString(config.port()));
    InputStream xml = Grid.class.getClassLoader().getResourceAsStream(SETTINGS);
    if (xml == null) {
      throw new IllegalStateException(SETTINGS + " is missing in this build");
    }
    Config settings = new XmlConfigBuilder(xml).setProperties(values).build();
    settings.getNetworkConfig().getJoin().getTcpIpConfig().setMembers(config.members());
    return settings;
  }

  private void announce() {
    LOGGER
        .atInfo()
        .addKeyValue("node", nodeId())
        .addKeyValue("members", members().size())
        .log("this node is in the grid");
  }

  /** The clustered Vert.x that this node runs on. */
  public Vertx vertx() {
    return vertx;
  }

  /** The id by which other nodes send to this one. */
  public String nodeId() {
    return manager.getNodeId();
  }

  /** What this node shows to the others; empty where messages between nodes are in clear text. */
  public Optional<LiveCertificate> certificate() {
    return certificate;
  }

  /** The ids of the nodes in the cluster, this one included. */
  public List<String> members() {
    return List.copyOf(manager.getNodes());
  }

  /**
   * The member itself, for data that may be lost; what blocks must not be called on event loops.
   */
  public HazelcastInstance hazelcast() {
    return manager.getHazelcastInstance();
  }

  /** Whether no data would be lost if a node left now: what a rolling restart has to wait for. */
  public Future<Boolean> isClusterSafe() {
    return vertx
        .executeBlocking(
            () -> manager.getHazelcastInstance().getPartitionService().isClusterSafe(), false)
        .map(Boolean.TRUE::equals);
  }

  /** Leaves the cluster and ends Vert.x. */
  public Future<Void> close() {
    return vertx.close();
  }
}
