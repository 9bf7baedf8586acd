package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import verticles.audit.AuditEvent;
import verticles.audit.AuditLog;
import verticles.audit.Outcome;
import verticles.identity.Caller;

/**
 * Takes down each request that changes something, and each that is refused, when it is over. It
 * never holds a request up. {@code x-audit} in the contract says otherwise for an operation: {@code
 * none} when its method only looks like a change, {@code always} when a read is to be taken down
 * too, {@code own} when its handler writes the log itself.
 */
final class AuditTrail implements Check {
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);

  private final AuditLog log;
  private final InstantSource clock;

  AuditTrail(AuditLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Whether an operation is one that changes something. */
  static boolean changes(Contract.Spec spec) {
    return switch (spec.definition().getString("x-audit", "")) {
      case "none" -> false;
      case "always", "own" -> true;
      default -> !READING.contains(spec.method());
    };
  }

  @Override
  public Future<Void> pass(Exchange exchange, Contract.Spec spec) {
    exchange.whenDone(() -> over(exchange, spec));
    return Future.succeededFuture();
  }

  private void over(Exchange exchange, Contract.Spec spec) {
    HttpServerResponse response = exchange.request().response();
    int status = response.headWritten() ? response.getStatusCode() : 0;
    taken(spec, status, exchange.change())
        .ifPresent(
            outcome -> {
              AuditEvent event = event(exchange, outcome, status);
              if (outcome == Outcome.REFUSED) {
                log.refused(event);
              } else {
                log.record(event);
              }
            });
  }

  /** As what a request that is over is taken down; empty when it is not. */
  static Optional<Outcome> taken(Contract.Spec spec, int status, Optional<Change> change) {
    if (REFUSALS.contains(status) || (status == 404 && change.isPresent())) {
      return Optional.of(Outcome.REFUSED);
    }
    boolean ours = changes(spec) && !spec.definition().getString("x-audit", "").equals("own");
    return ours ? outcome(status) : Optional.empty();
  }

  /** Empty when nothing was changed, because the request was wrong. */
  private static Optional<Outcome> outcome(int status) {
    if (status == 0) {
      return Optional.of(Outcome.UNANSWERED);
    }
    if (status >= 500) {
      return Optional.of(Outcome.FAILED);
    }
    return status < 400 ? Optional.of(Outcome.DONE) : Optional.empty();
  }

  private AuditEvent event(Exchange exchange, Outcome outcome, int status) {
    Optional<Change> change = exchange.change();
    Optional<JsonObject> nothing = Optional.empty();
    return new AuditEvent(
        clock.instant(),
        who(exchange),
        exchange.operation(),
        change.map(Change::subject).orElse(""),
        outcome,
        status,
        exchange.id(),
        1,
        outcome == Outcome.REFUSED ? nothing : change.flatMap(Change::before),
        outcome == Outcome.REFUSED ? nothing : change.flatMap(Change::after));
  }

  static AuditEvent.Who who(Exchange exchange) {
    Optional<Caller> caller = exchange.visitor().known();
    return new AuditEvent.Who(
        caller.map(Caller::user).orElse(""),
        caller.map(Caller::organisation).orElse(""),
        exchange.visitor().address());
  }
}
