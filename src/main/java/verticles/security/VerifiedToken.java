package verticles.security;

import java.time.Instant;
import verticles.identity.Caller;

/**
 * What a token said, after its signature and claims were checked.
 *
 * @param caller who it was issued to
 * @param id its {@code jti}, by which it can be revoked
 * @param expiresAt from when on it is refused
 * @param trustedUntilMillis until when nobody needs to check it again, never after it expires
 */
public record VerifiedToken(Caller caller, String id, Instant expiresAt, long trustedUntilMillis) {}
