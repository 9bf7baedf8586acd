package verticles.grid;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.postgres.PostgresSession;
import verticles.postgres.PostgresTarget;

/**
 * Leadership by PostgreSQL: all works of a node are locked by one session, which is asked each
 * second. A node that gets no answer, or could not ask for a while, ends its work before the server
 * takes the locks of its silent session and another node begins.
 */
public final class PostgresLeadership implements Leadership {
  private static final Logger LOGGER = LoggerFactory.getLogger(PostgresLeadership.class);

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofMillis(1500);

  /** A leader that was not confirmed for so long leads no more. */
  private static final Duration CONFIRMED = Duration.ofSeconds(4);

  /** The server ends a session that was silent for so long. */
  private static final Duration SILENCE = Duration.ofSeconds(6);

  private static final Duration END_PATIENCE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Context context;
  private final LongSupplier nanos;
  private final PostgresSession session;
  private final LeaderLocks locks;
  private final List<Campaign> campaigns = new CopyOnWriteArrayList<>();
  private final long timer;
  private long confirmed;
  private boolean busy;
  private boolean closed;

  /**
   * Stands for what is campaigned for, from now on.
   *
   * @param target the database itself, never a pooler in front of it
   * @param node the name that the table of leaders shows
   */
  public PostgresLeadership(Vertx vertx, PostgresTarget target, String node) {
    this(vertx, target, node, System::nanoTime);
  }

  PostgresLeadership(Vertx vertx, PostgresTarget target, String node, LongSupplier nanos) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.nanos = nanos;
    this.session =
        new PostgresSession(
            vertx, target, DEADLINE, SILENCE, () -> context.runOnContext(gone -> endAll()));
    this.locks = new LeaderLocks(session, node);
    this.timer =
        vertx.setPeriodic(INTERVAL.toMillis(), tick -> context.runOnContext(now -> tick()));
  }

  @Override
  public void campaign(String work, Led led) {
    campaigns.add(new Campaign(work, led));
    context.runOnContext(now -> tick());
  }

  /** The fence under which this node leads a piece of work; empty when it does not. */
  public OptionalLong fence(String work) {
    return campaigns.stream()
        .filter(campaign -> campaign.work().equals(work))
        .findFirst()
        .map(Campaign::fence)
        .orElse(OptionalLong.empty());
  }

  private void tick() {
    if (closed) {
      return;
    }
    if (nanos.getAsLong() - confirmed > CONFIRMED.toNanos() && anyLeads()) {
      LOGGER.warn("this node could not confirm that it leads for {}", CONFIRMED);
      session.end();
    }
    if (!busy) {
      busy = true;
      round().onFailure(this::failed).onComplete(done -> busy = false);
    }
  }

  /** One look at the database: is the session alive, and is there anything to lead? */
  private Future<Void> round() {
    long asked = nanos.getAsLong();
    return session
        .open()
        .compose(open -> locks.confirm())
        .onSuccess(answer -> confirmed = asked)
        .compose(
            alive -> {
              Future<Void> stood = Future.succeededFuture();
              for (Campaign campaign : campaigns) {
                if (campaign.isStanding()) {
                  stood = stood.compose(next -> stand(campaign));
                }
              }
              return stood;
            });
  }

  private Future<Void> stand(Campaign campaign) {
    return locks
        .tryLead(campaign.work())
        .onSuccess(fence -> fence.ifPresent(won -> begin(campaign, won)))
        .mapEmpty();
  }

  private void begin(Campaign campaign, long fence) {
    if (closed || !session.isOpen()) {
      return;
    }
    campaign
        .begin(fence)
        .onFailure(
            thrown -> {
              LOGGER
                  .atError()
                  .addKeyValue("work", campaign.work())
                  .setCause(thrown)
                  .log("the work did not begin; another node may try");
              campaign.end().compose(ended -> locks.resign(campaign.work()));
            });
  }

  private void failed(Throwable thrown) {
    LOGGER
        .atWarn()
        .addKeyValue("reason", PostgresSession.reason(thrown))
        .log("nobody on this node can lead now");
  }

  private boolean anyLeads() {
    return campaigns.stream().anyMatch(Campaign::isLeading);
  }

  private Future<Void> endAll() {
    List<Future<Void>> ends = new ArrayList<>();
    campaigns.forEach(campaign -> ends.add(campaign.end()));
    return Future.join(ends).mapEmpty();
  }

  /** Ends what this node leads, then gives the locks back. */
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    Promise<Void> ended = Promise.promise();
    context.runOnContext(
        now -> {
          closed = true;
          endAll()
              .timeout(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .otherwiseEmpty()
              .onComplete(ended);
        });
    return ended.future().compose(done -> session.close());
  }
}
