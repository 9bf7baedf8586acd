package verticles.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import verticles.secret.Hashes;

/**
 * A refresh token: the session it belongs to, and 256 secret bits. Its successor is computed from
 * it and a random salt, so that who shows the token before the present one within the grace can be
 * given the present one, although the database holds hashes only.
 *
 * @param session of which it is
 * @param secret what proves it
 */
record RefreshToken(String session, String secret) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([A-Za-z0-9_-]{43})");

  /** The first one of a new session. */
  static RefreshToken first() {
    return new RefreshToken(UUID.randomUUID().toString(), Hashes.random());
  }

  /** Reads what a client sent; empty when it cannot be such a token. */
  static Optional<RefreshToken> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new RefreshToken(form.group(1), form.group(2)))
        : Optional.empty();
  }

  RefreshToken successor(byte[] salt) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      return new RefreshToken(session, Hashes.base64(mac.doFinal(salt)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA256", e);
    }
  }

  byte[] hash() {
    return Hashes.of(secret);
  }

  /** As the cookie carries it. */
  String text() {
    return session + "." + secret;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "RefreshToken[" + session + ", ***]";
  }
}
