package verticles.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * Whether a request comes from our own page. A route that trusts a cookie demands a header that
 * another site's page cannot send without asking first, and which is never allowed to it; and what
 * the browser says about where the request comes from must not contradict.
 */
final class OwnPage {
  static final CharSequence HEADER = HttpHeaders.createOptimized("X-Requested-With");
  static final String VALUE = "spinreserve";

  private static final CharSequence SITE = HttpHeaders.createOptimized("Sec-Fetch-Site");

  private OwnPage() {}

  /** Fails with FORBIDDEN unless the request has the header and is of our origin. */
  static void demand(HttpServerRequest request) {
    if (!VALUE.equals(request.headers().get(HEADER))) {
      throw refused(
          "A request that is let in by its cookie needs the header %s: %s."
              .formatted(HEADER, VALUE));
    }
    refuseOthers(request);
  }

  /** Fails with FORBIDDEN when a browser says that the page of another site sends this. */
  static void refuseOthers(HttpServerRequest request) {
    String site = request.headers().get(SITE);
    if (site != null ? !site.equals("same-origin") && !site.equals("none") : foreign(request)) {
      throw refused("The page of another site may not do this.");
    }
  }

  /** A browser that does not say the site says the origin. */
  private static boolean foreign(HttpServerRequest request) {
    String origin = request.headers().get(HttpHeaders.ORIGIN);
    if (origin == null) {
      return false;
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null || !authority.equalsIgnoreCase(String.valueOf(request.authority()));
    } catch (IllegalArgumentException malformed) {
      return true;
    }
  }

  private static FailureException refused(String why) {
    return FailureException.of(Failure.FORBIDDEN, why);
  }
}
