package verticles.http;

import java.util.Optional;
import verticles.oidc.OidcSignIn;
import verticles.passkey.Passkeys;

/**
 * The ways to sign in beside a password.
 *
 * @param oidc empty when no provider is configured
 * @param passkeys empty when they are turned off
 */
public record WaysIn(Optional<OidcSignIn> oidc, Optional<Passkeys> passkeys) {
  /** Passwords only. */
  public static final WaysIn NONE = new WaysIn(Optional.empty(), Optional.empty());
}
