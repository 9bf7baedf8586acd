package verticles.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to say about bytes that are no request; these kinds exist nowhere but in HTTP itself. */
final class Malformed {
  private Malformed() {}

  static Problems.Problem problem(@Nullable Throwable cause, String requestId) {
    return switch (cause) {
      case TooLongHttpLineException line ->
          problem("address-too-long", "Address too long", 414, requestId);
      case TooLongHttpHeaderException header ->
          problem("header-too-large", "Header too large", 431, requestId);
      case null, default -> problem("bad-request", "Bad request", 400, requestId);
    };
  }

  private static Problems.Problem problem(String name, String title, int status, String requestId) {
    return new Problems.Problem(
        Problems.TYPE + name,
        title,
        status,
        "The request could not be read.",
        requestId,
        List.of());
  }
}
