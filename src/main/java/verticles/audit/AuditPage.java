package verticles.audit;

import java.util.List;
import java.util.Optional;

/**
 * A page of the log.
 *
 * @param next the number to go on before; 0 when this was the last page
 * @param verifiedTo up to which row this node has checked the chain, from its oldest row on
 * @param broken where it does not hold; empty when it does as far as it was checked
 */
public record AuditPage(
    List<AuditEntry> items, long next, long verifiedTo, Optional<Broken> broken) {}
