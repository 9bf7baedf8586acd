package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Optional;

/**
 * What this room knows of the inside of Vert.x, beside the class that {@link RepeatDecoder}
 * extends. Where the inside is not as expected, connections are served without the short cut.
 */
final class VertxInside {
  private static final String DECODER = "httpDecoder";
  private static final String HANDLER = "handler";

  private VertxInside() {}

  /**
   * Makes a connection of HTTP/1 that is just opened read strictly, and one that is not encrypted
   * answer repeated requests.
   */
  static Optional<RepeatDecoder> install(
      HttpConnection connection, HttpServerOptions options, Repeats repeats, Sender sender) {
    if (!(connection instanceof HttpServerConnection server)) {
      return Optional.empty();
    }
    ChannelPipeline pipeline = server.channelHandlerContext().pipeline();
    ChannelHandler decoder = pipeline.get(DECODER);
    if (decoder == null
        || decoder.getClass() != VertxHttpRequestDecoder.class
        || pipeline.get(HANDLER) == null) {
      return Optional.empty();
    }
    if (connection.isSsl()) {
      pipeline.replace(DECODER, DECODER, new StrictDecoder(options));
      return Optional.empty();
    }
    RepeatDecoder repeating = new RepeatDecoder(options, repeats, sender);
    pipeline.replace(DECODER, DECODER, repeating);
    pipeline.addBefore(HANDLER, "turns", repeating.turns());
    return Optional.of(repeating);
  }

  /** What carries a connection. */
  static Channel channel(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().channel();
  }

  /** What speaks HTTP/2 on a connection; empty for HTTP/1. */
  static Optional<Http2ConnectionHandler> http2(HttpConnection connection) {
    return Optional.ofNullable(channel(connection).pipeline().get(Http2ConnectionHandler.class));
  }

  /**
   * Ends a connection at once, whose other end does not read or has asked nothing. What waits to be
   * sent is dropped, in the system's memory as well. Whatever else closes, in Vert.x' handlers too,
   * waits until it is read.
   */
  static void reset(HttpConnection connection) {
    Channel channel = channel(connection);
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.unsafe().close(channel.newPromise());
  }

  /** The same bytes, shared. */
  static ByteBuf bytes(Buffer buffer) {
    return ((BufferInternal) buffer).getByteBuf();
  }
}
