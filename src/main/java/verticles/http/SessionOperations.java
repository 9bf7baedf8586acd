package verticles.http;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.bus.Bus;
import verticles.identity.Caller;
import verticles.security.AccessToken;
import verticles.security.Accounts;
import verticles.security.DemoAccount;
import verticles.security.SecurityMessage;
import verticles.security.Tokens;
import verticles.security.VerifiedToken;

/** Signing in and out. */
final class SessionOperations {
  private record Session(
      String accessToken, Instant expiresAt, String user, String organisation, String role) {}

  private final Accounts accounts;
  private final Tokens tokens;
  private final Bus bus;
  private final Map<String, @Nullable Object> options;

  SessionOperations(HttpServices services) {
    this.accounts = services.accounts();
    this.tokens = services.tokens();
    this.bus = services.bus();
    this.options = options(services.demoAccount(), services.simulated());
  }

  private static Map<String, @Nullable Object> options(
      Optional<DemoAccount> demo, boolean simulated) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("demoAccount", demo.orElse(null));
    options.put("simulated", simulated);
    return options;
  }

  void signIn(Exchange exchange) {
    JsonObject credentials = exchange.body().toJsonObject();
    exchange.changed(Change.of("account/" + credentials.getString("username")));
    accounts
        .verify(credentials.getString("username"), credentials.getString("password"))
        .onSuccess(caller -> exchange.json(200, session(caller)))
        .onFailure(exchange::fail);
  }

  private Session session(Caller caller) {
    AccessToken token = tokens.issue(caller);
    return new Session(
        token.text(),
        token.expiresAt(),
        caller.user(),
        caller.organisation(),
        caller.role().label());
  }

  void signOut(Exchange exchange) {
    VerifiedToken token = exchange.token();
    SecurityMessage.Revoked revoked = new SecurityMessage.Revoked(token.id(), token.expiresAt());
    tokens.revoke(revoked);
    bus.announce(SecurityMessage.REVOKED, revoked);
    exchange.noContent();
  }

  void options(Exchange exchange) {
    exchange.json(200, options);
  }
}
