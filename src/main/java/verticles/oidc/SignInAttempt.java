package verticles.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import verticles.secret.Hashes;

/**
 * One attempt to sign in through the provider: a secret that only the browser has, in a cookie.
 * State, nonce and PKCE verifier are made of it, each by another hash, so that none tells another
 * and any node can go on with what another began.
 */
record SignInAttempt(String secret) {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** A new one. */
  static SignInAttempt begin() {
    return new SignInAttempt(Hashes.random());
  }

  /** The one of a cookie's value; empty when it is none of ours. */
  static Optional<SignInAttempt> of(String cookie) {
    return SECRET.matcher(cookie).matches()
        ? Optional.of(new SignInAttempt(cookie))
        : Optional.empty();
  }

  String state() {
    return Hashes.text("state " + secret);
  }

  String nonce() {
    return Hashes.text("nonce " + secret);
  }

  String verifier() {
    return Hashes.text("verifier " + secret);
  }

  /** What the provider is told of the verifier (RFC 7636). */
  String challenge() {
    return Hashes.text(verifier());
  }

  /** Whether the provider sent this browser back, and not somebody another one. */
  boolean began(String state) {
    return MessageDigest.isEqual(
        state.getBytes(StandardCharsets.UTF_8), state().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "SignInAttempt[***]";
  }
}
