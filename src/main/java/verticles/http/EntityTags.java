package verticles.http;

import org.jspecify.annotations.Nullable;

/** Compares {@code If-None-Match} with what there is (RFC 9110, section 13.1.2). */
final class EntityTags {
  private EntityTags() {}

  /** Whether the client's tags contain {@code etag}, compared weakly, or are {@code *}. */
  static boolean match(@Nullable String ifNoneMatch, String etag) {
    if (ifNoneMatch == null) {
      return false;
    }
    if (ifNoneMatch.equals(etag)) {
      return true;
    }
    for (int at = ifNoneMatch.indexOf(etag); at >= 0; at = ifNoneMatch.indexOf(etag, at + 1)) {
      if (begins(ifNoneMatch, at) && ends(ifNoneMatch, at + etag.length())) {
        return true;
      }
    }
    return ifNoneMatch.strip().equals("*");
  }

  private static boolean begins(String tags, int at) {
    int before = at >= 2 && tags.startsWith("W/", at - 2) ? at - 2 : at;
    return before == 0 || tags.charAt(before - 1) == ' ' || tags.charAt(before - 1) == ',';
  }

  private static boolean ends(String tags, int at) {
    return at == tags.length() || tags.charAt(at) == ',' || tags.charAt(at) == ' ';
  }
}
