package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.oidc.OidcSignIn;
import verticles.oidc.SignInOutcome;

/**
 * Signing in through the provider. The browser is sent there and comes back to the callback, which
 * leaves a ticket in a cookie that no script reads; the page trades it for a session.
 */
final class OidcOperations {
  private static final String ROOM = "/api/v1/auth/oidc";
  private static final String ATTEMPT = "sr-oidc-attempt";
  private static final String TICKET = "sr-oidc-ticket";
  private static final long ATTEMPT_SECONDS = 600;
  private static final long TICKET_SECONDS = 60;
  private static final int SEE_OTHER = 303;

  private final Optional<OidcSignIn> oidc;
  private final SignIns signIns;

  OidcOperations(Optional<OidcSignIn> oidc, SignIns signIns) {
    this.oidc = oidc;
    this.signIns = signIns;
  }

  private OidcSignIn oidc() {
    return oidc.orElseThrow(
        () -> FailureException.of(Failure.NOT_FOUND, "No sign-in provider is configured here."));
  }

  /** Sends the browser to the provider, or back to the page when that does not answer. */
  void start(Exchange exchange) {
    OidcSignIn way = oidc();
    way.begin()
        .onSuccess(
            begun -> {
              // Lax, because the provider sends the browser back from another site
              cookie(exchange, ATTEMPT, begun.secret(), ATTEMPT_SECONDS, CookieSameSite.LAX);
              redirect(exchange, begun.address());
            })
        .onFailure(failure -> toPage(exchange, SignInOutcome.Refused.UNAVAILABLE.label()));
  }

  /** Where the provider sends the browser back to. */
  void callback(Exchange exchange) {
    var sent =
        exchange.request().params().entries().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    parameter -> parameter.getKey(),
                    parameter -> parameter.getValue(),
                    // twice the same name is no answer of a provider
                    (one, other) -> ""));
    oidc()
        .finish(sent, kept(exchange, ATTEMPT))
        .onSuccess(outcome -> answer(exchange, outcome))
        .onFailure(exchange::fail);
  }

  private void answer(Exchange exchange, SignInOutcome outcome) {
    cookie(exchange, ATTEMPT, "", 0, CookieSameSite.LAX);
    switch (outcome) {
      case SignInOutcome.Confirmed confirmed -> {
        cookie(exchange, TICKET, confirmed.ticket(), TICKET_SECONDS, CookieSameSite.STRICT);
        toPage(exchange, "confirmed");
      }
      case SignInOutcome.Refused refused -> toPage(exchange, refused.label());
    }
  }

  /** Trades the ticket for a session. */
  void session(Exchange exchange) {
    OidcSignIn way = oidc();
    OwnPage.demand(exchange.request());
    String ticket = kept(exchange, TICKET);
    cookie(exchange, TICKET, "", 0, CookieSameSite.STRICT);
    Future<Void> asked =
        ticket.isEmpty()
            ? Future.failedFuture(
                FailureException.of(Failure.UNAUTHENTICATED, "Sign in at your provider first."))
            : Future.succeededFuture();
    asked
        .compose(known -> way.redeem(ticket))
        .onSuccess(caller -> signIns.vouched(exchange, caller))
        .onFailure(exchange::fail);
  }

  private static String kept(Exchange exchange, String name) {
    @Nullable Cookie cookie = exchange.request().getCookie(name);
    return cookie == null ? "" : cookie.getValue();
  }

  private void cookie(
      Exchange exchange, String name, String value, long seconds, CookieSameSite from) {
    exchange
        .request()
        .response()
        .addCookie(
            Cookie.cookie(name, value)
                .setPath(ROOM)
                .setMaxAge(seconds)
                .setHttpOnly(true)
                .setSecure(oidc().secure())
                .setSameSite(from));
  }

  /** The outcome is behind the #, which no server and no log sees. */
  private static void toPage(Exchange exchange, String outcome) {
    redirect(exchange, "/#oidc=" + outcome);
  }

  private static void redirect(Exchange exchange, String address) {
    exchange.request().response().putHeader(HttpHeaders.LOCATION, address);
    exchange.send(SEE_OTHER, Names.JSON, Buffer.buffer());
  }
}
