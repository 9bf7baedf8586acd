package verticles.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** What to say about bytes that are no request. */
final class Malformed {
  private Malformed() {}

  static FailureException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException line ->
          FailureException.of(Failure.BAD_REQUEST, "The address of the request is too long.");
      case TooLongHttpHeaderException header ->
          FailureException.of(Failure.BAD_REQUEST, "The header of the request is too large.");
      case null, default -> FailureException.of(Failure.BAD_REQUEST, "The request is malformed.");
    };
  }
}
