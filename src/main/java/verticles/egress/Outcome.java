package verticles.egress;

import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** How a request ended, and what its sender is told: never what the network said. */
enum Outcome {
  ANSWERED(Failure.UPSTREAM, "The other server answered."),
  /** With 502, 503 or 504: the server itself is in trouble. */
  SERVER_ERROR(Failure.UPSTREAM, "The other server is in trouble."),
  REFUSED(Failure.BAD_REQUEST, "This address is not allowed."),
  TIMEOUT(Failure.TIMEOUT, "The other server did not answer in time."),
  TOO_LARGE(Failure.TOO_LARGE, "The answer of the other server is larger than allowed."),
  UNREACHABLE(Failure.UNAVAILABLE, "The other server cannot be reached."),
  BREAKER_OPEN(Failure.UNAVAILABLE, "The other server failed too often; it is tried again soon."),
  BUSY(Failure.UNAVAILABLE, "Too many requests to other servers are on their way."),
  CANCELLED(Failure.UNAVAILABLE, "The request was given up.");

  private final Failure failure;
  private final String told;

  Outcome(Failure failure, String told) {
    this.failure = failure;
    this.told = told;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  FailureException failure() {
    return FailureException.of(failure, told);
  }

  /** Whether it says that the server is not well. */
  boolean blamesServer() {
    return this == SERVER_ERROR || this == TIMEOUT || this == UNREACHABLE;
  }

  static Outcome of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof CallException call) {
        return call.outcome();
      } else if (cause instanceof FailureException told) {
        return told.failure() == Failure.BAD_REQUEST ? REFUSED : UNREACHABLE;
      } else if (cause instanceof TooLongFrameException) {
        return TOO_LARGE;
      } else if (cause instanceof TimeoutException) {
        return TIMEOUT;
      } else if (cause instanceof ConnectionPoolTooBusyException) {
        return BUSY;
      }
    }
    return UNREACHABLE;
  }

  static Outcome ofStatus(int status) {
    return status == 502 || status == 503 || status == 504 ? SERVER_ERROR : ANSWERED;
  }
}
