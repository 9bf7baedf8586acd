package verticles.oidc;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * The provider's keys as they were fetched last. They are fetched again when they are ten minutes
 * old; an unknown key id fetches them earlier, but at most once a minute, so that invented ids cost
 * the provider nothing. When a fetch fails the last good set stays. Safe to use from every thread.
 */
final class ProviderKeys {
  static final Duration LIFETIME = Duration.ofMinutes(10);
  static final Duration BETWEEN_SURPRISES = Duration.ofSeconds(60);
  static final Duration BETWEEN_FAILURES = Duration.ofSeconds(5);

  private final Supplier<Future<KeySet>> fetch;
  private final InstantSource clock;
  private KeySet good = KeySet.NONE;
  private Instant fetchedAt = Instant.EPOCH;
  private Instant failedAt = Instant.EPOCH;
  private Instant surprisedAt = Instant.EPOCH;
  private Future<Void> running = Future.succeededFuture();

  ProviderKeys(Supplier<Future<KeySet>> fetch, InstantSource clock) {
    this.fetch = fetch;
    this.clock = clock;
  }

  /**
   * The key of that id.
   *
   * @return fails with UNAUTHENTICATED when the provider has no such key, with UNAVAILABLE when it
   *     may have one but does not answer
   */
  Future<JWK> find(String kid) {
    return look(kid).map(looked -> known(kid));
  }

  /** Fetches what is out of date; never fails. */
  synchronized Future<Void> keepFresh() {
    return old() && mayTry() ? refresh() : running;
  }

  /** Whether there was never a usable set. */
  synchronized boolean isEmpty() {
    return good.isEmpty();
  }

  private synchronized Future<Void> look(String kid) {
    if (old()) {
      return mayTry() ? refresh() : running;
    }
    if (good.find(kid).isPresent()) {
      return Future.succeededFuture();
    }
    Instant now = clock.instant();
    if (!running.isComplete() || surprisedAt.plus(BETWEEN_SURPRISES).isAfter(now) || !mayTry()) {
      return running;
    }
    surprisedAt = now;
    return refresh();
  }

  private synchronized JWK known(String kid) {
    return good.find(kid)
        .orElseThrow(
            () ->
                failing()
                    ? FailureException.of(
                        Failure.UNAVAILABLE, "The provider of this token does not answer.")
                    : ProviderJwt.refused("The token is signed by an unknown key."));
  }

  private boolean old() {
    return !fetchedAt.plus(LIFETIME).isAfter(clock.instant());
  }

  private boolean mayTry() {
    return !failedAt.plus(BETWEEN_FAILURES).isAfter(clock.instant());
  }

  private boolean failing() {
    return failedAt.isAfter(fetchedAt);
  }

  private Future<Void> refresh() {
    if (running.isComplete()) {
      running =
          fetch
              .get()
              .transform(
                  done -> {
                    settle(Optional.ofNullable(done.succeeded() ? done.result() : null));
                    return Future.succeededFuture();
                  });
    }
    return running;
  }

  private synchronized void settle(Optional<KeySet> fetched) {
    Instant now = clock.instant();
    fetched.ifPresentOrElse(
        keys -> {
          good = keys;
          fetchedAt = now;
        },
        () -> {
          failedAt = now;
          // this surprise was not answered, so it does not count
          surprisedAt = Instant.EPOCH;
        });
  }
}
