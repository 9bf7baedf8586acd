package verticles.security;

import java.time.Instant;

/**
 * A signed token as its owner gets it.
 *
 * @param text what goes behind {@code Authorization: Bearer}
 * @param expiresAt from when on it is refused
 */
public record AccessToken(String text, Instant expiresAt) {
  /** Without the token, which is a secret. */
  @Override
  public String toString() {
    return "AccessToken[***, expiresAt=" + expiresAt + "]";
  }
}
