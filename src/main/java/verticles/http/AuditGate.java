package verticles.http;

import io.vertx.core.Future;
import java.util.Set;
import verticles.audit.AuditLog;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Role;

/**
 * Begins nothing that the audit log could not take down: what only operators and admins may do
 * fails as soon as the log is not written, everything else that changes something when too much
 * waits for it. Reading goes on, and so does signing out.
 */
final class AuditGate implements Check {
  private static final Set<String> ALWAYS = Set.of("signOut");

  private final AuditLog log;

  AuditGate(AuditLog log) {
    this.log = log;
  }

  @Override
  public Future<Void> pass(Exchange exchange, Contract.Spec spec) {
    if (!AuditTrail.changes(spec)
        || ALWAYS.contains(spec.id())
        || log.accepts(spec.role().orElse(Role.VIEWER))) {
      return Future.succeededFuture();
    }
    return Future.failedFuture(
        FailureException.of(
            Failure.UNAVAILABLE,
            "Nothing can be changed now, because the audit log cannot be written; try again."));
  }
}
