package verticles.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events are wanted, newest first. An empty text wants all.
 *
 * @param actor a name
 * @param subject how it begins
 * @param from recorded then or later
 * @param to recorded before
 * @param before rows with a smaller number only; 0: from the newest
 * @param limit at most so many
 */
public record AuditQuery(
    String actor,
    String operation,
    String subject,
    Optional<Outcome> outcome,
    Optional<Instant> from,
    Optional<Instant> to,
    long before,
    int limit) {}
