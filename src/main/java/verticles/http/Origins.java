package verticles.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * Which pages may open streams: those of this site and of the sites named in the configuration. A
 * client that is no browser names no origin.
 *
 * @param others of other sites
 */
record Origins(List<String> others) {

  /** What a request names; empty when it names none. */
  static String of(HttpServerRequest request) {
    List<String> named = request.headers().getAll(HttpHeaders.ORIGIN);
    return named.isEmpty() ? "" : String.join(" ", named);
  }

  /**
   * Lets a request through whose page may.
   *
   * @throws FailureException FORBIDDEN otherwise
   */
  void check(HttpServerRequest request) {
    String origin = of(request);
    if (!origin.isEmpty() && !isOwn(origin, request) && !others.contains(origin)) {
      throw FailureException.of(
          Failure.FORBIDDEN,
          "A page of another site may not open a stream here; notifications.origins names those"
              + " that may.");
    }
  }

  /** A proxy may have taken the TLS away, but nobody adds it: http is not https. */
  private static boolean isOwn(String origin, HttpServerRequest request) {
    String host = String.valueOf(request.headers().get(HttpHeaders.HOST)).toLowerCase(Locale.ROOT);
    return origin.equals("https://" + host)
        || (!request.isSSL() && origin.equals("http://" + host));
  }
}
