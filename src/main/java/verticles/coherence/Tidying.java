package verticles.coherence;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.postgres.PostgresSession;

/**
 * Lets a ledger forget what is old, now and then; any node does it. Not safe for several threads.
 */
final class Tidying {
  private static final Logger LOGGER = LoggerFactory.getLogger(Tidying.class);

  private final Ledger ledger;
  private final long interval;
  private long due;
  private boolean refused;

  /** The first time comes within the interval, so that nodes which started together spread. */
  Tidying(Ledger ledger, Duration interval, RandomGenerator random) {
    this.ledger = ledger;
    this.interval = interval.toNanos();
    this.due = System.nanoTime() + random.nextLong(this.interval);
  }

  /** Does it when it is time. */
  void now() {
    if (refused || System.nanoTime() - due < 0) {
      return;
    }
    due = System.nanoTime() + interval;
    ledger
        .tidy()
        .onSuccess(
            gone -> {
              if (gone > 0) {
                LOGGER.atDebug().addKeyValue("rows", gone).log("the ledger forgot old changes");
                due = System.nanoTime();
              }
            })
        .onFailure(this::failed);
  }

  private void failed(Throwable thrown) {
    String reason = PostgresSession.reason(thrown);
    // the account of another database may be allowed to read only
    refused = reason.startsWith("permission denied");
    LOGGER.atWarn().addKeyValue("reason", reason).log("old changes could not be forgotten");
  }
}
