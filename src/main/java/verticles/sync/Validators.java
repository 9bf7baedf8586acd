package verticles.sync;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an upstream said by which its page is known again.
 *
 * @param freshSeconds for how long it need not be asked, a day at most; 0: at once
 */
record Validators(Optional<String> etag, Optional<String> lastModified, long freshSeconds) {
  static final Validators NONE = new Validators(Optional.empty(), Optional.empty(), 0);

  private static final int LONGEST = 500;
  private static final long MOST_FRESH = 86_400;
  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?(\\d{1,9})");

  static Validators of(MultiMap headers) {
    return new Validators(
        text(headers, "etag"), text(headers, "last-modified"), freshSeconds(headers));
  }

  private static Optional<String> text(MultiMap headers, String name) {
    return Optional.ofNullable(headers.get(name)).filter(value -> value.length() <= LONGEST);
  }

  private static long freshSeconds(MultiMap headers) {
    String control = String.join(",", headers.getAll("cache-control")).toLowerCase(Locale.ROOT);
    Matcher maxAge = MAX_AGE.matcher(control);
    if (control.contains("no-cache") || control.contains("no-store") || !maxAge.find()) {
      return 0;
    }
    long age =
        text(headers, "age").filter(a -> a.matches("\\d{1,9}")).map(Long::parseLong).orElse(0L);
    return Math.clamp(Long.parseLong(maxAge.group(1)) - age, 0, MOST_FRESH);
  }
}
