package verticles.postgres;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads along what a server sends and stops a query whose rows are too large, before their bytes
 * are kept: each row says first how long it is. Else one row of hundreds of megabytes would have to
 * be in memory before anybody could look at it.
 */
final class RowMeter extends ChannelInboundHandlerAdapter {
  private static final String NAME = "rows";

  /** What the client calls its decoder. */
  private static final String CODEC = "codec";

  private static final byte ROW = 'D';
  private static final int MESSAGE_HEADER = 5;
  private static final int ROW_HEADER = 7;

  /** What a number takes on the way at most, its length included. It may be one character. */
  private static final int NUMBER = 16;

  private final byte[] header = new byte[ROW_HEADER];
  private int known;
  private long left;
  private volatile @Nullable Bound bound;

  private static final class Bound {
    private final long most;
    private final Runnable exceeded;
    private long bytes;
    private boolean over;

    private Bound(long most, Runnable exceeded) {
      this.most = most;
      this.exceeded = exceeded;
    }

    /** Whether it still holds with one more row, of that message length. */
    private boolean holds(long length, int columns) {
      bytes += Math.max(0, length - ROW_HEADER + 1 - (long) NUMBER * columns) + columns;
      return bytes <= most;
    }
  }

  private RowMeter() {}

  /** The meter of a connection that is idle. */
  static RowMeter of(ChannelPipeline pipeline) {
    RowMeter there = pipeline.get(RowMeter.class);
    if (there != null) {
      return there;
    }
    RowMeter fresh = new RowMeter();
    // a connection that was closed meanwhile has none, and its query fails anyhow
    if (pipeline.get(CODEC) != null) {
      pipeline.addBefore(CODEC, NAME, fresh);
    }
    return fresh;
  }

  /**
   * Bounds the rows of the next query.
   *
   * @param most bytes that they take in an answer at least: what numbers take on the way says
   *     little, so each is counted as one
   * @param exceeded closes the connection
   */
  void bound(long most, Runnable exceeded) {
    bound = new Bound(most, exceeded);
  }

  /** The query is over. */
  void release() {
    bound = null;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Bound current = bound;
    if (message instanceof ByteBuf bytes && !holds(current, bytes)) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  /** Follows the messages even without a bound, so that it knows where the next one begins. */
  private boolean holds(@Nullable Bound current, ByteBuf bytes) {
    if (current != null && current.over) {
      return false;
    }
    int at = bytes.readerIndex();
    while (at < bytes.writerIndex()) {
      if (left > 0) {
        long step = Math.min(left, bytes.writerIndex() - at);
        at += (int) step;
        left -= step;
      } else {
        header[known++] = bytes.getByte(at++);
        if (known == (header[0] == ROW ? ROW_HEADER : MESSAGE_HEADER) && !begins(current)) {
          return false;
        }
      }
    }
    return true;
  }

  /** A message begins: its header is complete. */
  private boolean begins(@Nullable Bound current) {
    long length = number(1, 4);
    left = length - (known - 1);
    known = 0;
    if (current == null || header[0] != ROW || current.holds(length, (int) number(5, 2))) {
      return true;
    }
    current.over = true;
    current.exceeded.run();
    return false;
  }

  private long number(int from, int bytes) {
    long number = 0;
    for (int i = from; i < from + bytes; i++) {
      number = number << 8 | header[i] & 0xff;
    }
    return number;
  }
}
