package verticles.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * How the log is doing on this node.
 *
 * @param waiting events that are not in the chain yet
 * @param oldest since when the first of them waits; empty when none does
 * @param lost events that found no room, since the node started
 * @param trouble why the last try failed; empty when it did not
 * @param broken where the chain does not hold, as far as this node has checked
 */
public record AuditState(
    int waiting,
    Optional<Instant> oldest,
    long lost,
    Optional<String> trouble,
    Optional<Broken> broken) {}
