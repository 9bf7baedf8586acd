package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What this room knows of the inside of Vert.x, beside the class that {@link RepeatDecoder}
 * extends. Where the inside is not as expected, connections are served without the short cut.
 */
final class VertxInside {
  private static final String DECODER = "httpDecoder";
  private static final String HANDLER = "handler";

  private VertxInside() {}

  /** Lets a connection of plain HTTP/1.1 that is just opened answer repeated requests. */
  static Optional<RepeatDecoder> install(
      HttpConnection connection, HttpServerOptions options, Repeats repeats, LongConsumer served) {
    if (connection.isSsl() || !(connection instanceof HttpServerConnection server)) {
      return Optional.empty();
    }
    ChannelPipeline pipeline = server.channelHandlerContext().pipeline();
    ChannelHandler decoder = pipeline.get(DECODER);
    if (decoder == null
        || decoder.getClass() != VertxHttpRequestDecoder.class
        || pipeline.get(HANDLER) == null) {
      return Optional.empty();
    }
    RepeatDecoder repeating = new RepeatDecoder(options, repeats, served);
    pipeline.replace(DECODER, DECODER, repeating);
    pipeline.addBefore(HANDLER, "turns", repeating.turns());
    return Optional.of(repeating);
  }

  /** Ends a connection whose client does not read, with all that still waits to be sent to it. */
  static void sever(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      // from the first handler on, past Vert.x' own, which would wait for what is to be written
      server.channelHandlerContext().pipeline().firstContext().close();
    } else {
      connection.close();
    }
  }

  /** The same bytes, shared. */
  static ByteBuf bytes(Buffer buffer) {
    return ((BufferInternal) buffer).getByteBuf();
  }
}
