package verticles.postgres;

import io.netty.channel.ChannelPipeline;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import org.jspecify.annotations.Nullable;

/**
 * One query's use of a connection, which ends exactly once: whoever comes first of the answer and
 * the deadline decides what becomes of the connection.
 */
final class Loan {
  static final long UNBOUNDED = Long.MAX_VALUE;

  private final long mostBytes;
  private @Nullable SqlConnection lent;
  private @Nullable RowMeter meter;
  private boolean over;
  private volatile boolean tooLarge;

  /** One whose rows may take so many bytes in an answer, or {@link #UNBOUNDED}. */
  Loan(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Starts to use a connection; false when the deadline was first. */
  synchronized boolean begin(SqlConnection connection) {
    if (over) {
      return false;
    }
    lent = connection;
    if (mostBytes != UNBOUNDED) {
      meter = RowMeter.of(pipeline(connection));
      meter.bound(mostBytes, this::stop);
    }
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

  private void stop() {
    tooLarge = true;
    sever();
  }

  /** Whether it ended because the rows were too large. */
  boolean wasTooLarge() {
    return tooLarge;
  }

  private synchronized @Nullable SqlConnection end() {
    SqlConnection connection = lent;
    lent = null;
    if (meter != null && !tooLarge) {
      meter.release();
    }
    over = true;
    return connection;
  }

  /**
   * Closes the socket below a connection. Every polite way waits for the server: {@link
   * SqlConnection#close()} queues a farewell behind the query that hangs, and the protocol's codec
   * turns a close of the channel into another farewell. So the close begins below the codec.
   */
  static void cut(SqlConnection connection) {
    pipeline(connection).firstContext().close();
  }

  private static ChannelPipeline pipeline(SqlConnection connection) {
    if (connection instanceof SqlConnectionInternal internal
        && internal.unwrap().unwrap() instanceof SocketConnectionBase socketed) {
      return socketed.socket().channelHandlerContext().pipeline();
    }
    throw new IllegalStateException("no socket below " + connection.getClass().getName());
  }
}
