package verticles.audit;

import io.vertx.core.Future;
import verticles.identity.Role;

/** Takes down what is done and what is refused. Safe to use from every thread. */
public interface AuditLog {

  /** Takes an event down soon; it waits in memory while the database is away. */
  void record(AuditEvent event);

  /** Takes down that something was refused; those alike within a minute become one row. */
  void refused(AuditEvent event);

  /**
   * Takes an event down at once.
   *
   * @return its row number when it is in the chain, or a {@link verticles.bus.FailureException}:
   *     UNAVAILABLE when it cannot be written now; it may be written later
   */
  Future<Long> write(AuditEvent event);

  /**
   * Whether something that changes data may be begun.
   *
   * @param needed the role that it asks for: of operators and admins nothing is done while the log
   *     is not written
   */
  boolean accepts(Role needed);
}
