package verticles.egress;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Refuses requests that would be read differently by the other server than they were meant. */
final class RequestForm {
  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
  private static final Set<String> NO_METHODS = Set.of("CONNECT", "TRACE");
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]{0,8192}");

  /** They belong to the connection, which is made here. */
  private static final Set<String> OURS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private RequestForm() {}

  /**
   * Looks at method and headers.
   *
   * @throws FailureException BAD_REQUEST naming what is wrong, never a value, which may be secret
   */
  static void check(EgressRequest request) {
    if (!METHOD.matcher(request.method()).matches() || NO_METHODS.contains(request.method())) {
      throw refused("The method cannot be sent.");
    }
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      if (!NAME.matcher(header.getKey()).matches()
          || OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        throw refused("A header with this name cannot be sent.");
      }
      if (!VALUE.matcher(header.getValue()).matches()) {
        throw refused("The header " + header.getKey() + " has a value that cannot be sent.");
      }
    }
  }

  private static FailureException refused(String why) {
    return FailureException.of(Failure.BAD_REQUEST, why);
  }
}
