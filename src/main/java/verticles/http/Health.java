package verticles.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The health of this node, built from what its parts say. A part that is down makes the node
 * degraded, not down: answers in memory are still served, and clients should keep coming.
 */
public final class Health {
  enum Stage {
    STARTING,
    OPEN,
    DRAINING
  }

  record Document(
      String status,
      String version,
      String node,
      long uptimeSeconds,
      Map<String, Service> services) {}

  record Service(String status, String detail, Instant since) {}

  private final String version;
  private final String node;
  private final InstantSource clock;
  private final Instant began;
  private final List<HealthPart> parts = new CopyOnWriteArrayList<>();
  private volatile Stage stage = Stage.STARTING;
  private volatile Instant since;

  /** The health of a node that is starting. */
  public Health(String version, String node, InstantSource clock) {
    this.version = version;
    this.node = node;
    this.clock = clock;
    this.began = clock.instant();
    this.since = began;
  }

  /** Adds a part; at any time. */
  public Health watch(HealthPart part) {
    parts.add(part);
    return this;
  }

  /** The parts as they were added. */
  public List<HealthPart> parts() {
    return List.copyOf(parts);
  }

  void enter(Stage next) {
    since = clock.instant();
    stage = next;
  }

  boolean started() {
    return stage != Stage.STARTING;
  }

  /** Whether requests should come here. */
  boolean ready() {
    return stage == Stage.OPEN;
  }

  Document document() {
    Map<String, Service> services = new LinkedHashMap<>();
    services.put("api", api());
    boolean allUp = true;
    for (HealthPart part : parts) {
      HealthPart.State state = part.state().get();
      allUp &=
          state.status() == HealthPart.Status.UP || state.status() == HealthPart.Status.DISABLED;
      services.put(part.name(), new Service(label(state.status()), state.detail(), state.since()));
    }
    HealthPart.Status whole =
        switch (stage) {
          case STARTING -> HealthPart.Status.STARTING;
          case OPEN -> allUp ? HealthPart.Status.UP : HealthPart.Status.DEGRADED;
          case DRAINING -> HealthPart.Status.DOWN;
        };
    return new Document(
        label(whole),
        version,
        node,
        Duration.between(began, clock.instant()).toSeconds(),
        services);
  }

  private Service api() {
    return switch (stage) {
      case STARTING -> new Service("starting", "Waiting for the other parts.", since);
      case OPEN -> new Service("up", "", since);
      case DRAINING -> new Service("down", "Stopping: running requests are finished.", since);
    };
  }

  private static String label(HealthPart.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
