package verticles.security;

import java.time.Instant;
import java.util.Optional;
import verticles.identity.Caller;
import verticles.identity.Scopes;

/**
 * What a token said, after its signature and claims were checked.
 *
 * @param caller who it was issued to
 * @param id its {@code jti}, by which it can be revoked
 * @param expiresAt from when on it is refused
 * @param trustedUntilMillis until when nobody needs to check it again, never after it expires
 * @param scopes what it may be used for
 * @param session in which it was granted; empty for tokens of services and of the command line
 */
public record VerifiedToken(
    Caller caller,
    String id,
    Instant expiresAt,
    long trustedUntilMillis,
    Scopes scopes,
    Optional<SessionMark> session) {

  /** A person's token of no session. */
  public VerifiedToken(Caller caller, String id, Instant expiresAt, long trustedUntilMillis) {
    this(caller, id, expiresAt, trustedUntilMillis, Scopes.every(), Optional.empty());
  }

  VerifiedToken trustedUntil(long millis) {
    return new VerifiedToken(caller, id, expiresAt, millis, scopes, session);
  }
}
