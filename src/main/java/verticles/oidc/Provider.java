package verticles.oidc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;

/**
 * The configured provider: what it says of itself and its keys. It is looked at from time to time,
 * so that one that was down is used again without a restart.
 */
final class Provider {
  private static final Logger LOGGER = LoggerFactory.getLogger(Provider.class);

  private final OidcConfig config;
  private final ProviderCalls calls;
  private final InstantSource clock;
  private final ProviderKeys keys;
  private volatile Optional<ProviderMetadata> metadata = Optional.empty();
  private volatile ProviderState state;
  private Future<Void> running = Future.succeededFuture();
  private long timer = -1;

  Provider(OidcConfig config, ProviderCalls calls, InstantSource clock) {
    this.config = config;
    this.calls = calls;
    this.clock = clock;
    this.state = new ProviderState.Unknown(clock.instant());
    this.keys = new ProviderKeys(this::fetchKeys, clock);
  }

  /** Looks now and then; completes after the first look, whatever came of it. */
  Future<Void> watch(Vertx vertx) {
    timer = vertx.setPeriodic(config.check().toMillis(), tick -> look());
    return look();
  }

  void close(Vertx vertx) {
    vertx.cancelTimer(timer);
  }

  /** Completes when the provider was looked at; never fails. */
  synchronized Future<Void> look() {
    if (running.isComplete()) {
      running =
          describe()
              .compose(found -> keys.keepFresh())
              .compose(kept -> keys.isEmpty() ? keyless() : Future.succeededFuture())
              .transform(
                  done -> {
                    become(done.succeeded() ? Optional.empty() : Optional.of(done.cause()));
                    return Future.succeededFuture();
                  });
    }
    return running;
  }

  private Future<ProviderMetadata> describe() {
    return calls
        .get(ProviderMetadata.address(config.issuer()), Map.of())
        .map(document -> ProviderMetadata.read(document, config.issuer()))
        .onSuccess(read -> metadata = Optional.of(read));
  }

  private Future<KeySet> fetchKeys() {
    return metadata
        .map(Future::succeededFuture)
        .orElseGet(this::describe)
        .compose(known -> calls.get(known.keys(), Map.of()))
        .map(KeySet::read)
        .onFailure(
            failure ->
                LOGGER
                    .atWarn()
                    .addKeyValue("reason", Failures.of(failure).detail())
                    .log("the provider's keys were not fetched; the last good ones stay"));
  }

  private static Future<Void> keyless() {
    return Future.failedFuture(
        FailureException.of(Failure.UPSTREAM, "The provider shows no usable key."));
  }

  private void become(Optional<Throwable> failure) {
    boolean wasUp = state instanceof ProviderState.Up;
    if (failure.isEmpty() && !wasUp) {
      state = new ProviderState.Up(clock.instant());
      LOGGER.atInfo().addKeyValue("issuer", config.issuer()).log("the OIDC provider answers");
    } else if (failure.isPresent() && (wasUp || state instanceof ProviderState.Unknown)) {
      String reason = Failures.of(failure.get()).detail();
      state = new ProviderState.Down(reason, clock.instant());
      LOGGER.atWarn().addKeyValue("reason", reason).log("the OIDC provider cannot be used");
    }
  }

  ProviderState state() {
    return state;
  }

  ProviderKeys keys() {
    return keys;
  }

  /** What it said of itself last; fails with UNAVAILABLE when it never did. */
  Future<ProviderMetadata> metadata() {
    return metadata
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                Future.failedFuture(
                    FailureException.of(
                        Failure.UNAVAILABLE, "The sign-in provider does not answer.")));
  }
}
