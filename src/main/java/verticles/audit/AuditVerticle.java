package verticles.audit;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.grid.Leadership;
import verticles.grid.LedRounds;

/**
 * Watches over the log: counted refusals are written each minute, the end of the chain is noted
 * outside of the database each minute or thousand rows, and the leader checks it and drops what is
 * over its time.
 */
public final class AuditVerticle extends VerticleBase {
  static final Duration ANCHOR = Duration.ofMinutes(1);
  static final long ANCHOR_ROWS = 1000;

  private static final Logger LOGGER = LoggerFactory.getLogger(AuditVerticle.class);
  private static final Duration TEND = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration CHECK = Duration.ofMinutes(1);
  private static final Duration MONTHS = Duration.ofHours(6);

  private final Auditing auditing;
  private final Leadership leadership;
  private long anchored;
  private long anchoredMillis;
  private boolean anchoring;

  /** The verticle of that log; one instance per node. */
  public AuditVerticle(Auditing auditing, Leadership leadership) {
    this.auditing = auditing;
    this.leadership = leadership;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TEND.toMillis(), fired -> auditing.chain().tend());
    vertx.setPeriodic(LOOK.toMillis(), fired -> anchor());
    leadership.campaign(
        "audit.keeping",
        new LedRounds(context).every(CHECK, this::check).atOnceAndEvery(MONTHS, this::tend));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return auditing
        .chain()
        .close()
        .compose(written -> auditing.end())
        .compose(this::note)
        .recover(unwritten -> Future.succeededFuture());
  }

  /** Each node notes what it sees, so that one whose disk is not touched can tell. */
  private void anchor() {
    if (anchoring) {
      return;
    }
    anchoring = true;
    auditing
        .end()
        .compose(
            end -> {
              boolean due =
                  end.seq() - anchored >= ANCHOR_ROWS
                      || end.seq() > anchored
                          && System.nanoTime() / 1_000_000 - anchoredMillis >= ANCHOR.toMillis();
              return due ? note(end) : Future.succeededFuture();
            })
        .onFailure(thrown -> LOGGER.atDebug().setCause(thrown).log("no anchor now"))
        .onComplete(done -> anchoring = false);
  }

  private Future<Void> note(Mark end) {
    if (end.seq() == anchored || end.seq() == 0) {
      return Future.succeededFuture();
    }
    return vertx
        .executeBlocking(
            () -> {
              auditing.anchor(end);
              return true;
            },
            false)
        .map(Objects::requireNonNull)
        .onSuccess(
            done -> {
              anchored = end.seq();
              anchoredMillis = System.nanoTime() / 1_000_000;
            })
        .mapEmpty();
  }

  private void warn(String what, Throwable thrown) {
    LOGGER.atWarn().setCause(thrown).log(what);
  }

  private void check() {
    auditing.check().onFailure(thrown -> warn("the audit log was not checked", thrown));
  }

  private void tend() {
    auditing
        .months()
        .tend()
        .onFailure(thrown -> warn("the months of the audit log were not tended", thrown));
  }
}
