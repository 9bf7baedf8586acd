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
  private final Notifications notifications;

  /** The notifications of a node; {@code bus} carries {@link NotifyMessage} already. */
  public NotifyVerticle(NotifyConfig config, Bus bus, Vertx vertx, Postgres postgres) {
    this.config = config;
    this.bus = bus;
    this.log = new NoticeLog(postgres);
    this.notifications = new Notifications(log);
    this.tickets = new Tickets(postgres);
    this.publisher = new Publisher(vertx, log, bus);
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(LOOK_MILLIS, tick -> notifications.look());
    vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
    return bus.<NotifyMessage.Published>hear(NotifyMessage.PUBLISHED, notifications::heard)
        .compose(
            heard ->
                bus.<NotifyMessage.Passing>hear(NotifyMessage.PASSING, notifications::overheard))
        .compose(heard -> notifications.look().otherwiseEmpty());
  }

  private void sweep() {
    Future.join(tickets.sweep(), log.forget(config.keep(), config.keepFor()))
        .onFailure(thrown -> LOGGER.atWarn().setCause(thrown).log("nothing old was forgotten"));
  }

  /** Counts and gauges of this node's streams. */
  public void bindTo(MeterRegistry meters) {
    new NotifyMeters(counts, publisher, notifications).bindTo(meters);
  }

  /** A group of clients on the event loop it is called on. */
  public SubscriberGroup group(InstantSource clock, Executor loop) {
    return new SubscriberGroup(notifications, config, counts, clock, loop);
  }

  /** How it is configured. */
  public NotifyConfig settings() {
    return config;
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
}
