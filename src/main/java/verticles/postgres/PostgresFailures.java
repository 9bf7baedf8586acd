package verticles.postgres;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * What a failed query means to its caller, by <a
 * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">SQLSTATE</a>.
 */
final class PostgresFailures {
  private static final String READ_ONLY = "25006";
  private static final String CANCELLED = "57014";

  private PostgresFailures() {}

  /** The failure to get a connection. */
  static FailureException connecting(Throwable thrown) {
    return switch (thrown) {
      case FailureException known -> known;
      case ConnectionPoolTooBusyException busy ->
          FailureException.of(Failure.UNAVAILABLE, "Too many queries wait for the database.", busy);
      default ->
          FailureException.of(Failure.UNAVAILABLE, "The database cannot be reached now.", thrown);
    };
  }

  /** The failure of a query on a connection. */
  static FailureException querying(Throwable thrown) {
    return switch (thrown) {
      case FailureException known -> known;
      case TimeoutException late ->
          FailureException.of(Failure.TIMEOUT, "The database did not answer in time.", late);
      case PgException refused -> ofState(refused);
      default ->
          isLost(thrown)
              ? FailureException.of(
                  Failure.UNAVAILABLE, "The connection to the database was lost.", thrown)
              : FailureException.of(
                  Failure.INTERNAL, "The query failed; the log says why.", thrown);
    };
  }

  private static FailureException ofState(PgException refused) {
    String state = refused.getSqlState();
    if (CANCELLED.equals(state)) {
      return FailureException.of(Failure.TIMEOUT, "The query took too long.", refused);
    } else if (READ_ONLY.equals(state)) {
      return FailureException.of(
          Failure.UNAVAILABLE, "The database takes no changes for now.", refused);
    } else if (isUnusable(state)) {
      return FailureException.of(
          Failure.UNAVAILABLE, "The database is not available for now.", refused);
    } else if (state.startsWith("40")) {
      return FailureException.of(
          Failure.UNAVAILABLE, "Another change came in between; try again.", refused);
    }
    return FailureException.of(Failure.INTERNAL, "The query failed; the log says why.", refused);
  }

  /** Whether a connection must not be used again after it failed so. */
  static boolean spoils(Throwable thrown) {
    return thrown instanceof PgException refused
        ? READ_ONLY.equals(refused.getSqlState()) || isUnusable(refused.getSqlState())
        : isLost(thrown);
  }

  /** Connection trouble, no resources, shutting down or starting up. */
  private static boolean isUnusable(String state) {
    return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
  }

  private static boolean isLost(Throwable thrown) {
    return thrown instanceof ClosedConnectionException
        || thrown instanceof IOException
        || thrown.getCause() instanceof IOException
        // the client has no type for a command on a connection that closed before it was sent
        || String.valueOf(thrown.getMessage()).startsWith("Pending requests failed")
        || String.valueOf(thrown.getMessage()).startsWith("Connection is not active");
  }

  /** Why the database cannot be used, in a few words for an operator; never a password. */
  static String reason(Throwable thrown) {
    return switch (thrown) {
      case FailureException failure when failure.getCause() != null -> reason(failure.getCause());
      case PgException refused -> refused.getErrorMessage();
      case UnknownHostException unknown -> "unknown host";
      case ConnectException refused -> "connection refused";
      case TimeoutException late -> "no answer in time";
      case ConnectionPoolTooBusyException busy -> "earlier queries still wait";
      default -> {
        String message = String.valueOf(thrown.getMessage());
        yield message.startsWith("Timeout") ? "no answer in time" : message;
      }
    };
  }
}
