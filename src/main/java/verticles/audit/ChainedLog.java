package verticles.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Role;
import verticles.postgres.Postgres;

/** The log as a chain in PostgreSQL. */
final class ChainedLog implements AuditLog {
  /** While the log is not written for so long, nothing of operators and admins is done. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Refusals leave room for what was done. */
  static final int ROOM_FOR_REFUSALS = Queue.ROOM * 4 / 5;

  /** Streams of data may still come in; beyond this nothing that changes anything is begun. */
  static final int ROOM_TO_BEGIN = Queue.ROOM * 9 / 10;

  private static final Logger LOGGER = LoggerFactory.getLogger(ChainedLog.class);
  private static final Duration WRITE_PATIENCE = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Queue queue;
  private final Refusals refusals;
  private final Masking masking;

  ChainedLog(
      Vertx vertx, Postgres postgres, SealKey key, Set<String> secretFields, InstantSource clock) {
    this.clock = clock;
    this.queue = new Queue(vertx, new Appender(new AuditTable(postgres), key), clock);
    this.refusals = new Refusals(clock);
    this.masking = new Masking(secretFields);
  }

  @Override
  public void record(AuditEvent event) {
    add(event, Queue.ROOM);
  }

  @Override
  public void refused(AuditEvent event) {
    refusals.add(clean(event)).ifPresent(first -> add(first, ROOM_FOR_REFUSALS));
  }

  private void add(AuditEvent event, int room) {
    queue
        .add(clean(event), room)
        .onFailure(
            full ->
                LOGGER
                    .atError()
                    .addKeyValue("operation", event.operation())
                    .addKeyValue("request", event.requestId())
                    .log("an event is missing in the audit log, because too many wait"));
  }

  @Override
  public Future<Long> write(AuditEvent event) {
    return queue
        .add(clean(event), Queue.ROOM)
        .timeout(WRITE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            late ->
                Future.failedFuture(
                    FailureException.of(
                        Failure.UNAVAILABLE, "The audit log cannot be written now.", late)));
  }

  @Override
  public boolean accepts(Role needed) {
    if (!queue.hasRoom(ROOM_TO_BEGIN)) {
      return false;
    }
    Instant patience = clock.instant().minus(PATIENCE);
    return !needed.covers(Role.OPERATOR)
        || queue.oldest().map(oldest -> oldest.isAfter(patience)).orElse(true);
  }

  /** Secrets masked, and every text one short line. */
  private AuditEvent clean(AuditEvent event) {
    return new AuditEvent(
        event.at(),
        new AuditEvent.Who(
            Bounds.line(event.who().name()),
            Bounds.line(event.who().organisation()),
            Bounds.line(event.who().address())),
        Bounds.line(event.operation()),
        Bounds.line(event.subject()),
        event.outcome(),
        event.status(),
        Bounds.line(event.requestId()),
        event.times(),
        event.before().map(masking::mask),
        event.after().map(masking::mask));
  }

  /** Writes what was counted in the minute that is over; called every second or so. */
  void tend() {
    refusals.due().forEach(row -> add(row, ROOM_FOR_REFUSALS));
  }

  AuditState state(Optional<Broken> broken) {
    return queue.state(broken);
  }

  Future<Void> close() {
    refusals.drain().forEach(row -> add(row, ROOM_FOR_REFUSALS));
    return queue.close().timeout(WRITE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
  }
}
