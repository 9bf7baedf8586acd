package verticles.redis;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** What a failed command means to its caller and says about the server. */
final class RedisFailures {
  /**
   * Replies of a server that lives but cannot serve now, by their first word. A full one (OOM) is
   * none of them: it still answers reads.
   */
  private static final List<String> UNABLE =
      List.of(
          "CONNECTION_CLOSED",
          "LOADING",
          "MASTERDOWN",
          "READONLY",
          "CLUSTERDOWN",
          "BUSY",
          "NOAUTH",
          "WRONGPASS");

  private RedisFailures() {}

  static FailureException of(Throwable thrown) {
    return switch (thrown) {
      case FailureException known -> known;
      case TimeoutException late ->
          FailureException.of(Failure.TIMEOUT, "The shared cache did not answer in time.", late);
      case ConnectionPoolTooBusyException busy ->
          FailureException.of(
              Failure.UNAVAILABLE, "Too many commands wait for the shared cache.", busy);
      case ErrorType reply when !isUnable(reply) ->
          FailureException.of(Failure.UPSTREAM, "The shared cache refused the command.", reply);
      default ->
          FailureException.of(
              Failure.UNAVAILABLE, "The shared cache cannot be reached now.", thrown);
    };
  }

  /** Whether the failure says that the server is not well, and not that the command was wrong. */
  static boolean blamesServer(Throwable thrown) {
    return switch (thrown) {
      case ConnectionPoolTooBusyException busy -> false;
      case ErrorType reply -> isUnable(reply);
      default -> true;
    };
  }

  /** Whether it is certain after one failure that the server cannot be used. */
  static boolean isCertain(Throwable thrown) {
    return !(thrown instanceof TimeoutException);
  }

  static boolean isUnable(ErrorType reply) {
    return UNABLE.stream().anyMatch(word -> String.valueOf(reply.getMessage()).startsWith(word));
  }

  /** Why the server cannot be used, in a few words for an operator; never a password. */
  static String reason(Throwable thrown) {
    return switch (thrown) {
      case TimeoutException late -> "no answer in time";
      case ConnectException refused -> "connection refused";
      default ->
          switch (thrown.getCause()) {
            case ConnectException refused -> "connection refused";
            case null -> String.valueOf(thrown.getMessage());
            // of TLS only the cause says what is wrong with a certificate
            case Throwable cause -> thrown.getMessage() + ": " + cause.getMessage();
          };
    };
  }
}
