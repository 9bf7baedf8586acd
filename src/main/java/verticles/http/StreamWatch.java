package verticles.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the streams of one HTTP/2 connection are read. What waits for credit of its reader is not
 * on the connection yet, so {@link WriteWatch} does not see it. Used on the event loop of the
 * connection.
 */
final class StreamWatch {
  private final Http2ConnectionHandler handler;
  private final Http2Connection connection;
  private final Http2RemoteFlowController flow;
  private final Http2Connection.PropertyKey paceKey;
  private boolean waiting;

  /** Watches from now on; before the first request. */
  StreamWatch(Http2ConnectionHandler handler) {
    this.handler = handler;
    this.connection = handler.connection();
    this.flow = handler.encoder().flowController();
    this.paceKey = connection.newKey();
    // else it holds only for a client that has acknowledged it
    connection.remote().maxActiveStreams(SecureOptions.MOST_STREAMS);
    handler.decoder().frameListener(new Credits(handler.decoder().frameListener()));
  }

  /** Counts the credit that comes, beside what is done with it. */
  private final class Credits extends Http2FrameListenerDecorator {
    Credits(Http2FrameListener next) {
      super(next);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int id, int bytes)
        throws Http2Exception {
      Http2Stream stream = connection.stream(id);
      if (stream != null) {
        pace(stream).credit(bytes);
      }
      super.onWindowUpdateRead(context, id, bytes);
    }
  }

  private StreamPace pace(Http2Stream stream) {
    @Nullable StreamPace known = stream.getProperty(paceKey);
    if (known == null) {
      known = new StreamPace();
      stream.setProperty(paceKey, known);
    }
    return known;
  }

  /**
   * Looks at all streams.
   *
   * @param sending whether bytes are on the connection that its other end has not taken: then it is
   *     judged by those
   */
  void look(long nowMillis, boolean sending) {
    Http2Stream whole = connection.connectionStream();
    int left = flow.windowSize(whole);
    waiting = !sending && left <= 0 && connection.numActiveStreams() > 0;
    pace(whole).look(waiting, -left, nowMillis);
    for (Http2Stream stream : active()) {
      int window = flow.windowSize(stream);
      // what is written while the window is closed waits in Vert.x, where it is not seen
      boolean held = !sending && (window <= 0 || flow.hasFlowControlled(stream));
      pace(stream).look(held, (long) flow.initialWindowSize() - window, nowMillis);
      waiting |= held;
    }
  }

  private List<Http2Stream> active() {
    List<Http2Stream> active = new ArrayList<>();
    try {
      connection.forEachActiveStream(active::add);
    } catch (Http2Exception impossible) {
      throw new IllegalStateException(impossible);
    }
    return active;
  }

  /** Whether a stream waited for credit at the last look. */
  boolean isWaiting() {
    return waiting;
  }

  /** Whether no stream can go on because the connection has no credit, for too long. */
  boolean isOverdue(long nowMillis, long writeMillis) {
    return waiting && pace(connection.connectionStream()).isOverdue(nowMillis, writeMillis);
  }

  /** Resets the streams that nobody reads, so that what waits for them is dropped. */
  int endOverdue(long nowMillis, long writeMillis) {
    int ended = 0;
    ChannelHandlerContext context = flow.channelHandlerContext();
    for (Http2Stream stream : waiting ? active() : List.<Http2Stream>of()) {
      if (pace(stream).isOverdue(nowMillis, writeMillis)) {
        long code = Http2Error.CANCEL.code();
        handler.encoder().writeRstStream(context, stream.id(), code, context.newPromise());
        ended++;
      }
    }
    if (ended > 0) {
      context.flush();
    }
    return ended;
  }
}
