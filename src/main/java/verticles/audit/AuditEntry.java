package verticles.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A row of the log for its readers.
 *
 * @param actor a name, {@code erased:} with the pseudonym of an erased one, or empty
 * @param erased whether subject, address, before and after were erased
 * @param hash of the row, in hexadecimal
 */
public record AuditEntry(
    long seq,
    Instant at,
    Instant recordedAt,
    String actor,
    String organisation,
    String operation,
    String subject,
    Outcome outcome,
    int status,
    String address,
    String requestId,
    long times,
    Optional<Map<String, Object>> before,
    Optional<Map<String, Object>> after,
    boolean erased,
    String hash) {}
