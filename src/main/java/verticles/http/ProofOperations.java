package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.passkey.Passkeys;
import verticles.security.Accounts;
import verticles.security.Proofs;
import verticles.security.SessionMark;

/** Proving again who one is, within a session of a local account. */
final class ProofOperations {
  private final Accounts accounts;
  private final Proofs proofs;
  private final Optional<Passkeys> passkeys;

  private ProofOperations(HttpServices services) {
    this.accounts = services.accounts();
    this.proofs = services.identity().proofs();
    this.passkeys = services.waysIn().passkeys();
  }

  static Map<String, Operation> of(HttpServices services) {
    ProofOperations own = new ProofOperations(services);
    return Map.of("proveByPassword", own::byPassword, "proveByPasskey", own::byPasskey);
  }

  private void byPassword(Exchange exchange) {
    SessionMark session = session(exchange);
    String password = exchange.body().toJsonObject().getString("password");
    prove(
        exchange,
        session,
        accounts
            .verify(exchange.caller().user(), password)
            .map(who -> who.caller().user())
            .recover(thrown -> Future.failedFuture(wrong(thrown))));
  }

  private void byPasskey(Exchange exchange) {
    SessionMark session = session(exchange);
    JsonObject body = exchange.body().toJsonObject();
    Passkeys known =
        passkeys.orElseThrow(
            () -> FailureException.of(Failure.NOT_FOUND, "Passkeys are turned off here."));
    prove(
        exchange,
        session,
        known
            .check(body.getString("challengeId"), body.getJsonObject("credential"))
            .recover(thrown -> Future.failedFuture(notShown(thrown))));
  }

  private void prove(Exchange exchange, SessionMark session, Future<String> shown) {
    String user = exchange.caller().user();
    exchange.changed(Change.of("account/" + user));
    shown
        .compose(
            who ->
                who.equals(user)
                    ? proofs.renew(session)
                    : Future.failedFuture(
                        FailureException.of(
                            Failure.FORBIDDEN, "This is a passkey of another account.")))
        .onSuccess(renewed -> exchange.noContent())
        .onFailure(exchange::fail);
  }

  /** A provider's user may have the name of a local account, and is somebody else. */
  private static SessionMark session(Exchange exchange) {
    return exchange
        .token()
        .session()
        .filter(session -> session.accountVersion() > 0)
        .orElseThrow(
            () ->
                FailureException.of(
                    Failure.CONFLICT, "This is not the session of a local account."));
  }

  /** Not 401, which would say that the session is over. */
  private static Throwable wrong(Throwable thrown) {
    return isRefusal(thrown)
        ? FailureException.of(
            Failure.BAD_REQUEST,
            "The password is wrong.",
            List.of(new FieldError("/password", "It is not the password of your account.")))
        : thrown;
  }

  private static Throwable notShown(Throwable thrown) {
    return isRefusal(thrown)
        ? FailureException.of(Failure.BAD_REQUEST, ((FailureException) thrown).detail())
        : thrown;
  }

  private static boolean isRefusal(Throwable thrown) {
    return thrown instanceof FailureException failure
        && failure.failure() == Failure.UNAUTHENTICATED;
  }
}
