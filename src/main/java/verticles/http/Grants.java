package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import verticles.identity.Caller;
import verticles.security.SessionGrant;
import verticles.security.Sessions;
import verticles.security.SignedIn;

/**
 * Gives those who have proven who they are a session: the refresh token as a cookie, the access
 * token in the answer. Every way to sign in ends here.
 */
final class Grants {
  /** What the page keeps in memory. */
  record Granted(
      String accessToken,
      Instant expiresAt,
      long expiresInSeconds,
      String user,
      String organisation,
      String role) {}

  private final Sessions sessions;
  private final RefreshCookie cookie;

  Grants(Sessions sessions, RefreshCookie cookie) {
    this.sessions = sessions;
    this.cookie = cookie;
  }

  /** Begins a session and sets its cookie; the answer is the caller's to send. */
  Future<Granted> begin(Exchange exchange, SignedIn who) {
    HttpServerRequest request = exchange.request();
    String device = Device.of(request.headers().get(HttpHeaders.USER_AGENT));
    return sessions
        .begin(who, device)
        .map(
            grant -> {
              exchange.visitor().signedIn(who.caller());
              return hand(exchange, grant);
            });
  }

  /** Goes on with the session of a refresh token. */
  Future<Granted> refresh(Exchange exchange, String refreshToken) {
    return sessions.refresh(refreshToken).map(grant -> hand(exchange, grant));
  }

  private Granted hand(Exchange exchange, SessionGrant grant) {
    if (!exchange.answered()) {
      cookie.set(exchange.request(), grant.refreshToken(), grant.endsAt());
    }
    Caller caller = grant.caller();
    return new Granted(
        grant.token().text(),
        grant.token().expiresAt(),
        Math.max(0, Duration.between(Instant.now(), grant.token().expiresAt()).toSeconds()),
        caller.user(),
        caller.organisation(),
        caller.role().label());
  }
}
