package verticles.oidc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failures;
import verticles.egress.Egress;
import verticles.identity.Caller;
import verticles.postgres.Postgres;
import verticles.security.TokenSource;

/** Signing in through the configured provider, for the HTTP room. */
public final class OidcSignIn {
  private static final Logger LOGGER = LoggerFactory.getLogger(OidcSignIn.class);

  /**
   * The first step.
   *
   * @param address where the browser goes
   * @param secret what only the browser keeps meanwhile
   */
  public record Begun(String address, String secret) {
    @Override
    public String toString() {
      return "Begun[***]";
    }
  }

  private final OidcConfig config;
  private final Provider provider;
  private final CodeFlow flow;
  private final Tickets tickets;
  private final ProviderTokens tokens;

  private OidcSignIn(
      OidcConfig config, Provider provider, CodeFlow flow, Tickets tickets, ProviderTokens tokens) {
    this.config = config;
    this.provider = provider;
    this.flow = flow;
    this.tickets = tickets;
    this.tokens = tokens;
  }

  /** Signing in by that configuration, which has a provider. */
  public static OidcSignIn of(
      OidcConfig config, Egress egress, Postgres postgres, InstantSource clock) {
    ProviderCalls calls = new ProviderCalls(egress);
    Provider provider = new Provider(config, calls, clock);
    return new OidcSignIn(
        config,
        provider,
        new CodeFlow(config, provider, calls, clock),
        new Tickets(postgres),
        new ProviderTokens(config, provider, clock));
  }

  /** Looks at the provider from now on; completes after the first look, whatever came of it. */
  public Future<Void> open(Vertx vertx) {
    return provider.watch(vertx);
  }

  /** Looks no more. */
  public void close(Vertx vertx) {
    provider.close(vertx);
  }

  /** The tokens that the provider gives to services. */
  public TokenSource tokens() {
    return tokens;
  }

  /** How the provider was when it was looked at last. */
  public ProviderState state() {
    return provider.state();
  }

  /** What the button says. */
  public String label() {
    return config.label();
  }

  /** Whether cookies may demand TLS. */
  public boolean secure() {
    return config.secure();
  }

  /** Begins; fails with UNAVAILABLE while the provider does not answer. */
  public Future<Begun> begin() {
    return provider
        .metadata()
        .map(
            metadata -> {
              SignInAttempt attempt = SignInAttempt.begin();
              return new Begun(CodeFlow.address(config, metadata, attempt), attempt.secret());
            });
  }

  /**
   * Goes on when the provider has sent the browser back. Never fails.
   *
   * @param answer the parameters that it sent
   * @param secret what the browser kept; empty when it has nothing
   */
  public Future<SignInOutcome> finish(Map<String, String> answer, String secret) {
    Optional<SignInAttempt> attempt =
        SignInAttempt.of(secret).filter(kept -> kept.began(answer.getOrDefault("state", "")));
    if (attempt.isEmpty()) {
      return Future.succeededFuture(SignInOutcome.Refused.EXPIRED);
    }
    if (answer.containsKey("error")) {
      return Future.succeededFuture(
          answer.get("error").equals("access_denied")
              ? SignInOutcome.Refused.CANCELLED
              : SignInOutcome.Refused.REFUSED);
    }
    return provider
        .metadata()
        .compose(metadata -> redeem(metadata, attempt.get(), answer))
        .compose(tickets::issue)
        .<SignInOutcome>map(SignInOutcome.Confirmed::new)
        .recover(
            failure -> {
              LOGGER
                  .atWarn()
                  .addKeyValue("reason", Failures.of(failure).detail())
                  .log("a sign-in through the OIDC provider failed");
              return Future.succeededFuture(SignInOutcome.Refused.of(Failures.of(failure)));
            });
  }

  private Future<Caller> redeem(
      ProviderMetadata metadata, SignInAttempt attempt, Map<String, String> answer) {
    String issuer = answer.get("iss");
    boolean other = issuer == null ? metadata.namesIssuer() : !issuer.equals(config.issuer());
    if (other) {
      return Future.failedFuture(
          ProviderJwt.refused("The answer came from another provider than was asked."));
    }
    return flow.redeem(metadata, attempt, answer.getOrDefault("code", ""));
  }

  /** Whose ticket that is; it is used up. */
  public Future<Caller> redeem(String ticket) {
    return tickets.redeem(ticket);
  }
}
