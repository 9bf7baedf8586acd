package verticles.security;

import java.time.Instant;
import verticles.identity.Caller;

/**
 * What somebody who has signed in, or comes back with a refresh token, is given.
 *
 * @param refreshToken for the cookie; a secret
 * @param endsAt from when on the refresh token is of no use
 */
public record SessionGrant(Caller caller, AccessToken token, String refreshToken, Instant endsAt) {
  /** Without the secrets. */
  @Override
  public String toString() {
    return "SessionGrant[" + caller + ", ***, endsAt=" + endsAt + "]";
  }
}
