package verticles;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import verticles.egress.Egress;
import verticles.http.Health;
import verticles.http.HealthPart;
import verticles.http.HealthPart.State;
import verticles.http.HealthPart.Status;
import verticles.http.WaysIn;
import verticles.oidc.OidcSignIn;
import verticles.oidc.ProviderState;
import verticles.passkey.Passkeys;
import verticles.postgres.Postgres;
import verticles.security.Tokens;

/** Opens the ways to sign in beside a password, as far as they are configured. */
record NodeWaysIn(
    NodeConfig settings, Egress egress, Postgres postgres, Tokens tokens, InstantSource clock) {

  WaysIn open(Vertx vertx, Ladder ladder, Health health) throws Exception {
    Optional<OidcSignIn> oidc =
        settings.oidc().configured()
            ? Optional.of(openProvider(vertx, ladder, health))
            : Optional.empty();
    Optional<Passkeys> passkeys =
        settings.passkeys().configured()
            ? Optional.of(new Passkeys(vertx, postgres, settings.passkeys()))
            : Optional.empty();
    return new WaysIn(oidc, passkeys);
  }

  private OidcSignIn openProvider(Vertx vertx, Ladder ladder, Health health) throws Exception {
    if (settings.oidc().issuer().equals(settings.security().issuer())) {
      throw new IllegalArgumentException("oidc.issuer must not be security.issuer");
    }
    OidcSignIn oidc = OidcSignIn.of(settings.oidc(), egress, postgres, clock);
    ladder.climb(
        "sign-in provider",
        () -> {
          // not awaited: a provider that is slow or down must not hold the start up
          oidc.open(vertx);
          return oidc;
        },
        open -> open.close(vertx));
    tokens.accept(oidc.tokens());
    health.watch(new HealthPart("oidc", () -> state(oidc.state())));
    return oidc;
  }

  private static State state(ProviderState state) {
    return switch (state) {
      case ProviderState.Unknown unknown ->
          new State(Status.STARTING, "not asked yet", unknown.since());
      case ProviderState.Up up -> new State(Status.UP, "", up.since());
      case ProviderState.Down down ->
          new State(Status.DEGRADED, "Sign-in provider: " + down.reason(), down.since());
    };
  }
}
