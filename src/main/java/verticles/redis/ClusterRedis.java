package verticles.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.config.Secret;

/**
 * A Redis Cluster, each node of it behind a breaker of its own. The client's own Cluster is not
 * used: it connects to all nodes or to none, so that one that is down takes all keys away.
 */
final class ClusterRedis implements RedisServers {
  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterRedis.class);
  private static final int USUAL_PORT = 6379;

  private final Vertx vertx;
  private final RedisConfig settings;
  private final URI address;
  private final InstantSource clock;
  private final Instant begun;
  private final SlotOwners owners = new SlotOwners();
  private final Set<String> configured = new HashSet<>();
  private final Map<String, GuardedRedis> nodes = new ConcurrentHashMap<>();
  private final long timer;
  private volatile boolean closed;
  private int turn;

  /**
   * Begins to ask who keeps what; nothing is thrown when nobody is there.
   *
   * @param address of one node, with its password, unless {@code settings} has one
   */
  ClusterRedis(Vertx vertx, RedisConfig settings, Secret address, InstantSource clock) {
    this.vertx = vertx;
    this.settings = settings.ofOneServer();
    this.address = URI.create(address.reveal());
    this.clock = clock;
    this.begun = clock.instant();
    int port = this.address.getPort() < 0 ? USUAL_PORT : this.address.getPort();
    configured.add(Hosts.join(this.address.getHost(), port));
    configured.addAll(settings.nodes());
    configured.forEach(this::node);
    look();
    this.timer = vertx.setPeriodic(settings.probeInterval().toMillis(), tick -> look());
  }

  /** The node at host:port. */
  GuardedRedis node(String at) {
    return nodes.computeIfAbsent(
        at, host -> new GuardedRedis(vertx, settings, secret(host), Probe.CLUSTER, clock));
  }

  private Secret secret(String host) {
    String account = address.getRawUserInfo() == null ? "" : address.getRawUserInfo() + "@";
    return new Secret(address.getScheme() + "://" + account + host);
  }

  /** The master that keeps a slot; empty where nobody is known. */
  String owner(int slot) {
    return owners.of(slot);
  }

  /** A node said that the slot is at another one. */
  void moved(int slot, String to) {
    owners.moved(slot, to);
  }

  /** Asks one node after the other who keeps what, those first that are well. */
  private void look() {
    List<String> known = new ArrayList<>(nodes.keySet());
    List<String> well =
        known.stream().filter(at -> node(at).state() instanceof RedisState.Up).toList();
    List<String> asked = well.isEmpty() ? known : well;
    String one = asked.get(Math.floorMod(turn++, asked.size()));
    node(one)
        .send(Request.cmd(Command.CLUSTER).arg("SLOTS"))
        .onSuccess(slots -> learn(slots, one))
        .onFailure(
            thrown ->
                LOGGER
                    .atDebug()
                    .addKeyValue("server", one)
                    .addKeyValue("reason", thrown.getMessage())
                    .log("a node of the Redis Cluster does not say who keeps what"));
  }

  private void learn(Response slots, String asked) {
    owners.learn(slots, Hosts.host(asked));
    Set<String> wanted = new HashSet<>(owners.masters());
    wanted.addAll(configured);
    for (String at : nodes.keySet()) {
      if (!wanted.contains(at)) {
        drop(at);
      }
    }
    if (!closed) {
      wanted.forEach(this::node);
    }
  }

  private void drop(String at) {
    GuardedRedis gone = nodes.remove(at);
    if (gone != null) {
      gone.close();
    }
  }

  @Override
  public RedisConnection at(String key) {
    return new SlotRedis(this, SlotOwners.slot(key), Redirected.FOLLOWED);
  }

  @Override
  public RedisConnection home(String key) {
    return new SlotRedis(this, SlotOwners.slot(key), Redirected.REFUSED);
  }

  @Override
  public boolean isSpread() {
    return true;
  }

  @Override
  public RedisState state() {
    Collection<String> masters = owners.masters();
    return masters.isEmpty()
        ? new RedisState.Down(begun, "no node of the Cluster has said who keeps what")
        : ClusterState.of(
            masters.stream().map(at -> node(at).state()).toList(), owners.isWhole(), begun);
  }

  @Override
  public Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return Future.join(nodes.values().stream().map(GuardedRedis::close).toList()).mapEmpty();
  }
}
