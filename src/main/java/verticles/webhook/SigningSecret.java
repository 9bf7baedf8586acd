package verticles.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.config.Secret;

/**
 * A secret that deliveries are signed with: {@code whsec_} and the base64 of 24 to 64 bytes, as
 * Standard Webhooks write it.
 */
record SigningSecret(Secret text) {
  private static final String PREFIX = "whsec_";
  private static final int LEAST = 24;
  private static final int MOST = 64;
  private static final int USUAL = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one, of 256 random bits. */
  static SigningSecret fresh() {
    byte[] bytes = new byte[USUAL];
    RANDOM.nextBytes(bytes);
    return new SigningSecret(new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes)));
  }

  /**
   * The one that somebody wrote.
   *
   * @throws FailureException BAD_REQUEST for {@code /secret}
   */
  static SigningSecret of(String written) {
    SigningSecret secret = new SigningSecret(new Secret(written));
    try {
      int length = secret.bytes().length;
      if (written.startsWith(PREFIX) && length >= LEAST && length <= MOST) {
        return secret;
      }
    } catch (IllegalArgumentException noBase64) {
      // said below
    }
    throw FailureException.of(
        Failure.BAD_REQUEST,
        "The webhook cannot be saved so.",
        List.of(
            new FieldError(
                "/secret", "whsec_ and the base64 of %d to %d bytes.".formatted(LEAST, MOST))));
  }

  private byte[] bytes() {
    String text = text().reveal();
    return Base64.getDecoder().decode(text.substring(Math.min(text.length(), PREFIX.length())));
  }

  /** The signature of a delivery: {@code v1,} and the base64 of its HMAC-SHA256. */
  String sign(String id, long timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(), "HmacSHA256"));
      byte[] signed =
          mac.doFinal("%s.%d.%s".formatted(id, timestamp, body).getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HmacSHA256", e);
    }
  }
}
