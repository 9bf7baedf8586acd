package verticles.audit;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that was done or refused.
 *
 * @param at when, by the clock of its node
 * @param operation what, as the contract names it
 * @param subject on what, for example {@code account/anna}; empty when that is not known
 * @param status the HTTP status of its answer; 0 when there was none
 * @param requestId of the request; empty when it was none
 * @param times how often it happened alike within a minute; 1 unless it was refused
 * @param before how the subject was
 * @param after how it is now
 */
public record AuditEvent(
    Instant at,
    Who who,
    String operation,
    String subject,
    Outcome outcome,
    int status,
    String requestId,
    long times,
    Optional<JsonObject> before,
    Optional<JsonObject> after) {

  /**
   * Who did it.
   *
   * @param name the account or service; empty when nobody was signed in
   * @param organisation empty when it belongs to none
   * @param address of the client; empty for the server itself
   */
  public record Who(String name, String organisation, String address) {
    /** The server itself; no account can have that name. */
    public static final Who SERVER = new Who("(server)", "", "");
  }

  /** Something that was carried out outside of a request. */
  public static AuditEvent done(Instant at, Who who, String operation, String subject) {
    return new AuditEvent(
        at, who, operation, subject, Outcome.DONE, 0, "", 1, Optional.empty(), Optional.empty());
  }

  /** The same with what came of it. */
  public AuditEvent after(JsonObject now) {
    return new AuditEvent(
        at, who, operation, subject, outcome, status, requestId, times, before, Optional.of(now));
  }

  /** The same as part of a request. */
  public AuditEvent request(String id) {
    return new AuditEvent(at, who, operation, subject, outcome, status, id, times, before, after);
  }

  /** The same so many times, the last time then. */
  AuditEvent times(long number, Instant last) {
    return new AuditEvent(
        last, who, operation, subject, outcome, status, requestId, number, before, after);
  }
}
