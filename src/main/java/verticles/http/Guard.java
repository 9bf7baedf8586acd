package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Role;
import verticles.identity.Scopes;
import verticles.security.Tokens;
import verticles.security.VerifiedToken;

/** Lets a caller in who has the role, and whose token has the scope, that the contract asks for. */
final class Guard implements Check {
  private static final String SCHEME = "Bearer ";

  private final Tokens tokens;

  Guard(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Completes when the caller may, else fails with UNAUTHENTICATED or FORBIDDEN. */
  @Override
  public Future<Void> pass(Exchange exchange, Contract.Spec spec) {
    Optional<Role> needed = spec.access().role();
    if (needed.isEmpty()) {
      return Future.succeededFuture();
    }
    return bearer(exchange)
        .compose(tokens::verify)
        .map(
            token -> {
              // first known, so that the audit log can say who was refused
              exchange.visitor().letIn(token);
              check(token, needed.get(), spec.access().scope());
              return null;
            });
  }

  private static Future<String> bearer(Exchange exchange) {
    if (exchange.visitor().redeemed().isPresent()) {
      return Future.succeededFuture(TicketCheck.bearer(exchange));
    }
    var values = exchange.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (values.isEmpty()) {
      return refused("Sign in first: send a token as 'Authorization: Bearer ...'.");
    }
    String value = values.getFirst();
    if (values.size() > 1 || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return refused("Authorization must be one 'Bearer' token.");
    }
    return Future.succeededFuture(value.substring(SCHEME.length()).strip());
  }

  private static void check(VerifiedToken token, Role needed, Optional<String> scope) {
    if (!token.caller().role().covers(needed)) {
      throw FailureException.of(
          Failure.FORBIDDEN,
          "This needs the role %s; you have the role %s."
              .formatted(needed.label(), token.caller().role().label()));
    }
    if (!token.scopes().all()) {
      check(token.scopes(), scope);
    }
  }

  /** What names no scope is not for services, so that nothing is open to them by oversight. */
  private static void check(Scopes scopes, Optional<String> needed) {
    if (needed.isEmpty()) {
      throw FailureException.of(Failure.FORBIDDEN, "The token of a service cannot do this.");
    }
    if (!scopes.allow(needed.get())) {
      throw FailureException.of(
          Failure.FORBIDDEN,
          "This needs the scope %s; the token has %s.".formatted(needed.get(), scopes));
    }
  }

  private static <T> Future<T> refused(String why) {
    return Future.failedFuture(FailureException.of(Failure.UNAUTHENTICATED, why));
  }
}
