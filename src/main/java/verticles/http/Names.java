package verticles.http;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;

/** Header names and values that are sent often, encoded once. */
final class Names {
  static final CharSequence REQUEST_ID = name("X-Request-Id");
  static final CharSequence SERVER_TIMING = name("Server-Timing");
  static final CharSequence CACHE_STATUS = name("Cache-Status");
  static final CharSequence X_CACHE_STATUS = name("X-Cache-Status");
  static final CharSequence IDEMPOTENCY_KEY = name("Idempotency-Key");
  static final CharSequence IDEMPOTENCY_REPLAYED = name("Idempotency-Replayed");
  static final CharSequence PREFERENCE_APPLIED = name("Preference-Applied");
  static final CharSequence RETRY_AFTER = name("Retry-After");
  static final CharSequence RATE_LIMIT = name("RateLimit");
  static final CharSequence RATE_LIMIT_POLICY = name("RateLimit-Policy");
  static final CharSequence WWW_AUTHENTICATE = name("WWW-Authenticate");
  static final CharSequence CONTENT_TYPE_OPTIONS = name("X-Content-Type-Options");
  static final CharSequence CONTENT_SECURITY_POLICY = name("Content-Security-Policy");
  static final CharSequence REFERRER_POLICY = name("Referrer-Policy");
  static final CharSequence RESOURCE_POLICY = name("Cross-Origin-Resource-Policy");
  static final CharSequence OPENER_POLICY = name("Cross-Origin-Opener-Policy");
  static final CharSequence EMBEDDER_POLICY = name("Cross-Origin-Embedder-Policy");
  static final CharSequence AGENT_CLUSTER = name("Origin-Agent-Cluster");
  static final CharSequence PERMISSIONS_POLICY = name("Permissions-Policy");
  static final CharSequence CLEAR_SITE_DATA = name("Clear-Site-Data");
  static final CharSequence ORIGIN = name("Origin");
  static final CharSequence REQUEST_METHOD = name("Access-Control-Request-Method");
  static final CharSequence ALLOW_ORIGIN = name("Access-Control-Allow-Origin");
  static final CharSequence ALLOW_METHODS = name("Access-Control-Allow-Methods");
  static final CharSequence ALLOW_HEADERS = name("Access-Control-Allow-Headers");
  static final CharSequence EXPOSE_HEADERS = name("Access-Control-Expose-Headers");
  static final CharSequence MAX_AGE = name("Access-Control-Max-Age");
  static final CharSequence STRICT_TRANSPORT = name("Strict-Transport-Security");

  static final CharSequence NOSNIFF = value("nosniff");
  static final CharSequence NO_REFERRER = value("no-referrer");
  static final CharSequence SAME_ORIGIN = value("same-origin");
  static final CharSequence REQUIRE_CORP = value("require-corp");
  static final CharSequence YES = value("?1");
  static final CharSequence CACHE_ONLY = value("\"cache\"");
  static final CharSequence NO_STORE = value("no-store");
  static final CharSequence CLOSE = value("close");
  static final CharSequence API_POLICY =
      value("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  static final CharSequence TWO_YEARS = value("max-age=63072000; includeSubDomains");

  static final CharSequence JSON = value("application/json; charset=utf-8");
  static final CharSequence PROBLEM = value("application/problem+json; charset=utf-8");
  static final CharSequence EVENTS = value("text/event-stream; charset=utf-8");
  static final CharSequence HTML = value("text/html; charset=utf-8");

  private Names() {}

  private static CharSequence name(String text) {
    return HttpHeaders.createOptimized(text);
  }

  static CharSequence value(String text) {
    return AsciiString.cached(text);
  }
}
