package verticles.postgres;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import org.jspecify.annotations.Nullable;

/**
 * One query's use of a connection, which ends exactly once: whoever comes first of the answer and
 * the deadline decides what becomes of the connection.
 */
final class Loan {
  private @Nullable SqlConnection lent;
  private boolean over;

  /** Starts to use a connection; false when the deadline was first. */
  synchronized boolean begin(SqlConnection connection) {
    if (over) {
      return false;
    }
    lent = connection;
    return true;
  }

  /** Returns the connection to the pool; false when the loan is over already. */
  boolean giveBack() {
    SqlConnection connection = end();
    if (connection != null) {
      connection.close();
    }
    return connection != null;
  }

  /** Closes the connection's socket; false when the loan is over already or has not begun. */
  boolean sever() {
    SqlConnection connection = end();
    if (connection != null) {
      cut(connection);
    }
    return connection != null;
  }

  private synchronized @Nullable SqlConnection end() {
    SqlConnection connection = lent;
    lent = null;
    over = true;
    return connection;
  }

  /**
   * Closes the socket below a connection. Every polite way waits for the server: {@link
   * SqlConnection#close()} queues a farewell behind the query that hangs, and the protocol's codec
   * turns a close of the channel into another farewell. So the close begins below the codec.
   */
  static void cut(SqlConnection connection) {
    if (connection instanceof SqlConnectionInternal internal
        && internal.unwrap().unwrap() instanceof SocketConnectionBase socketed) {
      socketed.socket().channelHandlerContext().pipeline().firstContext().close();
    } else {
      throw new IllegalStateException("no socket below " + connection.getClass().getName());
    }
  }
}
