package verticles.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import verticles.bus.Bus;
import verticles.bus.FailureException;
import verticles.identity.Caller;

/**
 * Issues and verifies access tokens. A verified token is remembered for a while, so that a client's
 * next requests cost a look into memory. Safe to use from every thread.
 */
public final class Tokens {
  private static final int REMEMBERED = 10_000;

  private final SigningKeys keys;
  private final KeyRing ring;
  private final SecurityConfig config;
  private final InstantSource clock;
  private final Cache<String, VerifiedToken> remembered;
  private final Denials denials = new Denials();
  private final List<TokenSource> sources = new CopyOnWriteArrayList<>();

  /** Tokens signed with {@code keys}, accepted when signed by any key of {@code ring}. */
  public Tokens(SigningKeys keys, KeyRing ring, SecurityConfig config, InstantSource clock) {
    this.keys = keys;
    this.ring = ring;
    this.config = config;
    this.clock = clock;
    this.remembered =
        until(REMEMBERED, token -> Instant.ofEpochMilli(token.trustedUntilMillis()), clock);
    // a key that is over takes the tokens with it that it has signed
    ring.whenLost(remembered::invalidateAll);
  }

  /** Accepts the tokens of that source too; before the first request. */
  public void accept(TokenSource source) {
    sources.add(source);
  }

  private static <V> Cache<String, V> until(
      int size, Function<V, Instant> end, InstantSource clock) {
    return Caffeine.newBuilder()
        .maximumSize(size)
        .ticker(() -> clock.millis() * 1_000_000)
        .executor(Runnable::run)
        .expireAfter(
            Expiry.<String, V>creating(
                (key, value) -> Duration.between(clock.instant(), end.apply(value))))
        .build();
  }

  /** A token of the configured lifetime. */
  public AccessToken issue(Caller caller) {
    return issue(caller, config.tokenLifetime());
  }

  /** A token of the configured lifetime, over with its session. */
  AccessToken issue(Caller caller, SessionMark session) {
    return issue(caller, config.tokenLifetime(), Optional.of(session));
  }

  /** A token for that caller; needs no server, only the data folder's key. */
  public AccessToken issue(Caller caller, Duration lifetime) {
    return issue(caller, lifetime, Optional.empty());
  }

  private AccessToken issue(Caller caller, Duration lifetime, Optional<SessionMark> session) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expires = now.plus(lifetime);
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(config.issuer())
            .audience(TokenCheck.AUDIENCE)
            .subject(caller.user())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(expires))
            .claim("role", caller.role().label());
    if (!caller.organisation().isEmpty()) {
      claims.claim("org", caller.organisation());
    }
    session.ifPresent(
        mark ->
            claims
                .claim(TokenCheck.SESSION, mark.id())
                .claim(TokenCheck.VERSION, mark.accountVersion()));
    ECKey pair = keys.pair();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TokenCheck.TYPE)
                .keyID(pair.getKeyID())
                .build(),
            claims.build());
    try {
      jwt.sign(new ECDSASigner(pair));
    } catch (JOSEException e) {
      throw new IllegalStateException("the signing key does not sign", e);
    }
    return new AccessToken(jwt.serialize(), expires);
  }

  /** What a token said that was verified a short while ago, else null; never waits. */
  public @Nullable VerifiedToken remembered(String token) {
    return remembered.getIfPresent(token);
  }

  /**
   * Verifies a token.
   *
   * @return what it says, or a {@link FailureException}: UNAUTHENTICATED with a sentence that says
   *     what is wrong with it, UNAVAILABLE when its key may be in a database that is down
   */
  public Future<VerifiedToken> verify(String token) {
    VerifiedToken known = remembered(token);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    for (TokenSource source : sources) {
      if (source.recognises(token)) {
        return source.verify(token).map(verified -> remember(token, verified));
      }
    }
    try {
      TokenCheck.Unverified unverified = TokenCheck.parse(token);
      return ring.find(unverified.kid())
          .map(key -> Future.succeededFuture(key))
          .orElseGet(
              () ->
                  ring.lookAgain()
                      .map(
                          looked ->
                              ring.find(unverified.kid()).orElseThrow(TokenCheck::unknownKey)))
          .map(key -> TokenCheck.verify(unverified, key, config.issuer(), clock.instant()))
          .map(verified -> remember(token, verified));
    } catch (FailureException refused) {
      return Future.failedFuture(refused);
    }
  }

  private VerifiedToken remember(String token, VerifiedToken verified) {
    long until =
        Math.min(
            clock.millis() + config.rememberTokens().toMillis(),
            verified.expiresAt().toEpochMilli());
    VerifiedToken trusted = verified.trustedUntil(until);
    remembered.put(token, trusted);
    // after it is remembered, so that one which is revoked at this moment is found by one of both
    if (denials.refuse(trusted)) {
      remembered.invalidate(token);
      throw TokenCheck.refused("The token was signed out.");
    }
    return trusted;
  }

  /** Whether a token that was good is refused by now; looks into memory only. */
  public boolean isRevoked(VerifiedToken token) {
    return denials.refuse(token);
  }

  /** Hears of what is revoked on any node; {@link Revocations} finds what was not heard. */
  public Future<Void> hearRevocations(Bus bus) {
    return bus.<SecurityMessage.Revoked>hear(SecurityMessage.REVOKED, this::revoke);
  }

  /** Refuses it from now on, on this node. */
  public void revoke(SecurityMessage.Revoked message) {
    if (denials.add(message)) {
      remembered.asMap().values().removeIf(denials::refuse);
    }
  }

  void forgetExpired() {
    denials.forgetExpired(clock.instant());
  }
}
