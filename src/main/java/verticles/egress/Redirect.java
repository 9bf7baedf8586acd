package verticles.egress;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the request that an answer asks for (RFC 9110, section 15.4). */
final class Redirect {
  /** All that another origin may know; every other header may be a secret of the first one. */
  private static final Set<String> HARMLESS =
      Set.of("accept", "accept-language", "content-type", "user-agent");

  private Redirect() {}

  /** Whether that status leads elsewhere. */
  static boolean is(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /**
   * The request to send next.
   *
   * @throws verticles.bus.FailureException BAD_REQUEST when it must not be sent
   */
  static EgressRequest follow(Target from, EgressRequest request, int status, String location) {
    URI address;
    try {
      address = request.address().resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw TargetReader.refused("it leads to something that is no address");
    }
    Target to = TargetReader.read(address);
    if (from.secure() && !to.secure()) {
      throw TargetReader.refused("it leads from https to http");
    }
    boolean repeats = status == 307 || status == 308 || isSafe(request.method());
    return new EgressRequest(
        repeats ? request.method() : "GET",
        address,
        from.sameOrigin(to) ? request.headers() : harmless(request.headers()),
        repeats ? request.body() : Buffer.buffer(),
        request.deadline(),
        request.largest());
  }

  private static boolean isSafe(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  private static Map<String, String> harmless(Map<String, String> headers) {
    Map<String, String> kept = new HashMap<>(headers);
    kept.keySet().removeIf(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
    return kept;
  }
}
