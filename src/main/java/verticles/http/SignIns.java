package verticles.http;

import io.vertx.core.Future;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.security.Accounts;
import verticles.security.SignedIn;

/** Opens the session of somebody who proved by other means than a password who they are. */
final class SignIns {
  private final Accounts accounts;
  private final Grants grants;

  SignIns(Accounts accounts, Grants grants) {
    this.accounts = accounts;
    this.grants = grants;
  }

  /** Answers as the sign-in by password does; role and organisation are those of the caller. */
  void vouched(Exchange exchange, Caller caller) {
    answer(exchange, grants.begin(exchange, new SignedIn(caller, 0)));
  }

  /** Answers as the sign-in by password does; role and organisation are those of the account. */
  void account(Exchange exchange, String username) {
    answer(
        exchange,
        accounts
            .known(username)
            .map(found -> found.orElseThrow(SignIns::gone))
            .compose(who -> grants.begin(exchange, who)));
  }

  private static void answer(Exchange exchange, Future<Grants.Granted> granted) {
    granted.onSuccess(session -> exchange.json(200, session)).onFailure(exchange::fail);
  }

  private static FailureException gone() {
    return FailureException.of(
        Failure.UNAUTHENTICATED, "This account may not sign in. Ask who runs this server.");
  }
}
