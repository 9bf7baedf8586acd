package verticles.notify;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Bus;
import verticles.postgres.Postgres;

/** Keeps this node's view of the notifications whole, and the log bounded. */
public final class NotifyVerticle extends VerticleBase {
  private static final Logger LOGGER = LoggerFactory.getLogger(NotifyVerticle.class);

  /** What the bus lost is delivered within a second. */
  private static final long LOOK_MILLIS = 500;

  private static final long SWEEP_MILLIS = 60_000;

  private final NotifyConfig config;
  private final Bus bus;
  private final NoticeLog log;
  private final Tickets tickets;
  private final Publisher publisher;
  private final StreamCounts counts = new StreamCounts();
  private final StreamSlots slots;
  private final Notifications notifications;

  private NotifyVerticle(
      NotifyConfig config, Bus bus, Vertx vertx, Postgres postgres, Opened opened) {
    this.config = config;
    this.bus = bus;
    this.log = opened.log();
    this.notifications = opened.notifications();
    this.tickets = new Tickets(postgres);
    this.publisher = new Publisher(vertx, log, bus);
    this.slots = new StreamSlots(config.streamsPerUser(), counts);
  }

  private record Opened(NoticeLog log, Notifications notifications) {}

  /** Reads how far the log is; {@code bus} carries {@link NotifyMessage} already. */
  public static Future<NotifyVerticle> prepare(
      NotifyConfig config, Bus bus, Vertx vertx, Postgres postgres) {
    NoticeLog log = new NoticeLog(postgres);
    return Notifications.open(log)
        .map(
            opened -> new NotifyVerticle(config, bus, vertx, postgres, new Opened(log, opened)));
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(LOOK_MILLIS, tick -> notifications.look());
    vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
    return bus.hear(NotifyMessage.PUBLISHED, notifications::heard);
  }

  private void sweep() {
    Future.join(tickets.sweep(), log.forget(config.keep(), config.keepFor()))
        .onFailure(thrown -> LOGGER.atWarn().setCause(thrown).log("nothing old was forgotten"));
  }

  /** Counts and gauges of this node's streams. */
  public void bindTo(MeterRegistry meters) {
    new NotifyMeters(counts, slots, publisher, notifications).bindTo(meters);
  }

  /** A group of clients on the event loop it is called on. */
  public SubscriberGroup group(InstantSource clock, Executor loop) {
    return new SubscriberGroup(notifications, config, counts, clock, loop);
  }

  /** What tells people of things. */
  public Notifier notifier() {
    return publisher;
  }

  /** What was told. */
  public Notifications notifications() {
    return notifications;
  }

  /** The tickets that open streams. */
  public Tickets tickets() {
    return tickets;
  }

  /** The streams that users have open on this node. */
  public StreamSlots slots() {
    return slots;
  }
}
