package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.security.Accounts;
import verticles.security.Revocations;
import verticles.security.SecurityMessage;
import verticles.security.SessionMark;
import verticles.security.SessionView;
import verticles.security.Sessions;
import verticles.security.VerifiedToken;

/** Signing in, staying in, and signing out: here, there and everywhere. */
final class SessionOperations {
  private record Shown(
      String id,
      String device,
      Instant createdAt,
      Instant usedAt,
      Instant endsAt,
      boolean current) {}

  private final Accounts accounts;
  private final Sessions sessions;
  private final Revocations revocations;
  private final RefreshCookie cookie;
  private final Grants grants;
  private final SignInOptions options;

  SessionOperations(HttpServices services) {
    this.accounts = services.accounts();
    this.sessions = services.identity().sessions();
    this.revocations = services.identity().revocations();
    this.cookie = new RefreshCookie(services.identity().config().secureCookies());
    this.grants = new Grants(sessions, cookie);
    this.options = new SignInOptions(services);
  }

  /** For the other ways to sign in. */
  SignIns signIns() {
    return new SignIns(accounts, grants);
  }

  void signIn(Exchange exchange) {
    OwnPage.refuseOthers(exchange.request());
    JsonObject credentials = exchange.body().toJsonObject();
    exchange.changed(Change.of("account/" + credentials.getString("username")));
    accounts
        .verify(credentials.getString("username"), credentials.getString("password"))
        .compose(who -> grants.begin(exchange, who))
        .onSuccess(granted -> exchange.json(200, granted))
        .onFailure(exchange::fail);
  }

  /** A visitor without a cookie is no failure: the page asks before it knows. */
  void refresh(Exchange exchange) {
    Optional<String> token = cookie.read(exchange.request());
    if (token.isEmpty()) {
      exchange.noContent();
      return;
    }
    OwnPage.demand(exchange.request());
    grants
        .refresh(exchange, token.get())
        .onSuccess(granted -> exchange.json(200, granted))
        .onFailure(thrown -> refused(exchange, thrown));
  }

  private void refused(Exchange exchange, Throwable thrown) {
    if (thrown instanceof FailureException failure
        && failure.failure() == Failure.UNAUTHENTICATED
        && !exchange.answered()) {
      cookie.clear(exchange.request());
    }
    exchange.fail(thrown);
  }

  void signOut(Exchange exchange) {
    VerifiedToken token = exchange.token();
    Future<?> ended =
        token.session().isPresent()
            ? sessions.end(token.caller().user(), token.session().get().id())
            : revocations.revoke(SecurityMessage.Revoked.token(token.id(), token.expiresAt()));
    done(exchange, ended);
  }

  void signOutEverywhere(Exchange exchange) {
    VerifiedToken token = exchange.token();
    Future<Integer> ended = sessions.endAll(token.caller().user());
    done(
        exchange,
        token.session().isPresent()
            ? ended
            : ended.compose(
                all ->
                    revocations.revoke(
                        SecurityMessage.Revoked.token(token.id(), token.expiresAt()))));
  }

  private void done(Exchange exchange, Future<?> ended) {
    ended
        .onSuccess(
            gone -> {
              if (!exchange.answered()) {
                cookie.clear(exchange.request());
                // what this browser kept of private answers goes with the session
                exchange.request().response().putHeader(Names.CLEAR_SITE_DATA, Names.CACHE_ONLY);
              }
              exchange.noContent();
            })
        .onFailure(exchange::fail);
  }

  void list(Exchange exchange) {
    String current = exchange.token().session().map(SessionMark::id).orElse("");
    sessions
        .list(exchange.caller().user())
        .onSuccess(found -> exchange.json(200, Map.of("items", shown(found, current))))
        .onFailure(exchange::fail);
  }

  private static List<Shown> shown(List<SessionView> sessions, String current) {
    return sessions.stream()
        .map(
            session ->
                new Shown(
                    session.id(),
                    session.device(),
                    session.createdAt(),
                    session.usedAt(),
                    session.endsAt(),
                    session.id().equals(current)))
        .toList();
  }

  void end(Exchange exchange) {
    String id = PathParts.last(exchange);
    sessions
        .end(exchange.caller().user(), id)
        .onSuccess(
            open -> {
              if (open) {
                exchange.noContent();
              } else {
                exchange.fail(
                    FailureException.of(Failure.NOT_FOUND, "You have no such open session."));
              }
            })
        .onFailure(exchange::fail);
  }

  void options(Exchange exchange) {
    exchange.json(200, options.now());
  }
}
