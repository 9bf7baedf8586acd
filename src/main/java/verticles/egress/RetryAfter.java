package verticles.egress;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long another server asks to be left alone: the header Retry-After (RFC 9110, 10.2.3), in
 * seconds or as a date.
 */
public final class RetryAfter {
  private static final Duration LEAST = Duration.ofSeconds(1);

  private RetryAfter() {}

  /**
   * Reads it.
   *
   * @param most a longer wait is cut to this
   * @return at least a second; empty when there is none, or none that can be read
   */
  public static Optional<Duration> of(MultiMap headers, Instant now, Duration most) {
    return Optional.ofNullable(headers.get(HttpHeaders.RETRY_AFTER))
        .flatMap(text -> read(text.strip(), now))
        .map(wait -> wait.compareTo(LEAST) < 0 ? LEAST : wait)
        .map(wait -> wait.compareTo(most) > 0 ? most : wait);
  }

  private static Optional<Duration> read(String text, Instant now) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(now, date.toInstant()));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
