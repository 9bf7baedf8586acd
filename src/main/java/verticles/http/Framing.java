package verticles.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * How a request comes over its connection.
 *
 * @param hasBody whether a body comes, or may come
 * @param chunked whether its length is not said before
 * @param multiplexed whether other requests share the connection at the same time
 */
record Framing(boolean hasBody, boolean chunked, boolean multiplexed) {

  static Framing of(HttpServerRequest request) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    boolean multiplexed = request.version() == HttpVersion.HTTP_2;
    boolean hasBody =
        chunked
            || (length != null && !length.equals("0"))
            // HTTP/2 need not say how long a body is, nor that there is one
            || (multiplexed && length == null && mayHaveBody(request.method()));
    return new Framing(hasBody, chunked, multiplexed);
  }

  private static boolean mayHaveBody(HttpMethod method) {
    return method.equals(HttpMethod.POST)
        || method.equals(HttpMethod.PUT)
        || method.equals(HttpMethod.PATCH);
  }
}
