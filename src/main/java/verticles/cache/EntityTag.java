package verticles.cache;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A strong entity tag: the first 128 bits of the SHA-256 of the body as it is, so that every node
 * gives the same answer the same tag.
 */
final class EntityTag {
  private static final int BYTES = 16;

  private EntityTag() {}

  static String of(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Each coding has its own tag, because a strong tag stands for one sequence of bytes. */
  static String quoted(String tag, Encoding encoding) {
    return '"' + tag + encoding.etagSuffix() + '"';
  }
}
