package verticles.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Whose turn it is on one connection: counts the requests that begin, that have come to their end
 * and that are answered to the end. After a request or an answer that may change or end the
 * connection it never is settled again.
 */
final class Turns extends ChannelDuplexHandler {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int FIRST_FINAL = 200;

  private long begun;
  private long ended;
  private long answered;
  private boolean ending;

  /** Whether every request so far came whole and was answered, and another may come. */
  boolean settled() {
    return begun == ended && ended == answered && !ending;
  }

  /** Whether every request that began has come to its end. */
  boolean betweenRequests() {
    return begun == ended;
  }

  /** The requests whose head was read. */
  long begun() {
    return begun;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpObject part) {
      count(part);
    }
    context.fireChannelRead(message);
  }

  private void count(HttpObject part) {
    if (part instanceof HttpRequest request) {
      begun++;
      ending |=
          !HttpUtil.isKeepAlive(request) || request.headers().contains(HttpHeaderNames.UPGRADE);
    }
    if (part instanceof LastHttpContent) {
      ended++;
    }
    ending |= part.decoderResult().isFailure();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpObject) {
      boolean last = message instanceof LastHttpContent;
      if (message instanceof HttpResponse head) {
        int status = head.status().code();
        ending |=
            status == SWITCHING_PROTOCOLS
                || head.headers()
                    .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        last &= status >= FIRST_FINAL;
      }
      if (last) {
        answered++;
      }
    }
    context.write(message, promise);
  }
}
