package verticles.http;

import io.vertx.core.MultiMap;

/** What every answer tells a browser; a page sets its own content security policy before. */
final class SecurityHeaders {
  private SecurityHeaders() {}

  static void addTo(MultiMap headers, boolean tls) {
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
}
