package verticles.http;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What every answer has: the date and what a browser must not do. */
final class CommonHeaders {
  private record Date(long second, CharSequence text) {}

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static volatile Date date = new Date(0, "");

  private CommonHeaders() {}

  /** Adds them; a page has set its own content security policy before. */
  static void addTo(MultiMap headers, boolean tls) {
    headers.add(HttpHeaders.DATE, date(System.currentTimeMillis() / 1000));
    headers.add(Names.CONTENT_TYPE_OPTIONS, Names.NOSNIFF);
    headers.add(Names.REFERRER_POLICY, Names.NO_REFERRER);
    headers.add(Names.RESOURCE_POLICY, Names.SAME_ORIGIN);
    if (!headers.contains(Names.CONTENT_SECURITY_POLICY)) {
      headers.add(Names.CONTENT_SECURITY_POLICY, Names.API_POLICY);
    }
    if (tls) {
      headers.add(Names.STRICT_TRANSPORT, Names.TWO_YEARS);
    }
  }

  /** Written once a second; two threads that write it at once write the same. */
  private static CharSequence date(long second) {
    Date known = date;
    if (known.second() != second) {
      known = new Date(second, AsciiString.of(FORM.format(Instant.ofEpochSecond(second))));
      date = known;
    }
    return known.text();
  }
}
