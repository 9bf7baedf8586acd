package verticles.sync;

import java.time.Instant;
import java.util.Optional;

/**
 * A declared source and how it was pulled last.
 *
 * @param host of its address; the rest of that may be secret
 * @param into where its rows go, for example {@code rows} or {@code meter-values}
 * @param organisation whose rows they are; empty: everybody's
 * @param cron when it is pulled by itself; empty: only when it is asked for
 * @param last empty when it was never asked for, or that is kept no longer
 * @param succeededAt when it was pulled to its end last
 */
public record SyncState(
    String source,
    String host,
    String into,
    String organisation,
    Optional<String> cron,
    String timeZone,
    Optional<SyncPull> last,
    Optional<Instant> succeededAt) {}
