package verticles.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A refresh token: the session it belongs to, and 256 secret bits. Its successor is computed from
 * it and a random salt, so that who shows the token before the present one within the grace can be
 * given the present one, although the database holds hashes only.
 *
 * @param session of which it is
 * @param secret what proves it
 */
record RefreshToken(String session, String secret) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([A-Za-z0-9_-]{43})");

  /** The first one of a new session. */
  static RefreshToken first() {
    return new RefreshToken(UUID.randomUUID().toString(), base64(salt()));
  }

  /** Reads what a client sent; empty when it cannot be such a token. */
  static Optional<RefreshToken> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new RefreshToken(form.group(1), form.group(2)))
        : Optional.empty();
  }

  static byte[] salt() {
    byte[] salt = new byte[BYTES];
    RANDOM.nextBytes(salt);
    return salt;
  }

  RefreshToken successor(byte[] salt) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      return new RefreshToken(session, base64(mac.doFinal(salt)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA256", e);
    }
  }

  byte[] hash() {
    return sha256(secret);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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
