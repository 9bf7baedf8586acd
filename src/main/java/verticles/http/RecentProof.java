package verticles.http;

import io.vertx.core.Future;
import java.time.Duration;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.security.Proofs;
import verticles.security.SessionMark;

/**
 * Asks whoever comes with a session to have proven lately who they are, where the contract says
 * {@code x-proof: recent}. Tokens without a session, of services and of the command line, are kept
 * by programs that nobody can ask.
 */
final class RecentProof implements Check {
  private final Proofs proofs;

  RecentProof(Proofs proofs) {
    this.proofs = proofs;
  }

  @Override
  public Future<Void> pass(Exchange exchange, Contract.Spec spec) {
    if (!spec.access().recentProof() || exchange.token().session().isEmpty()) {
      return Future.succeededFuture();
    }
    SessionMark session = exchange.token().session().get();
    return proofs
        .isRecent(session)
        .compose(
            recent ->
                recent
                    ? Future.succeededFuture()
                    : Future.failedFuture(needed(session, proofs.lifetime())));
  }

  /** Who signed in through a provider has nothing to show here. */
  private static FailureException needed(SessionMark session, Duration lifetime) {
    boolean local = session.accountVersion() > 0;
    return FailureException.of(
        local ? Failure.PROOF_NEEDED : Failure.FORBIDDEN,
        "This needs a proof, not older than %d minutes, that it is you: %s."
            .formatted(
                Math.max(1, lifetime.toMinutes()),
                local ? "confirm it with your password or a passkey" : "sign out and in again"));
  }
}
