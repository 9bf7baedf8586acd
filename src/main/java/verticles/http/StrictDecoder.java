package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * The HTTP/1 decoder of one connection, which refuses requests that another server could read in
 * another way: where such a server stands in front of this one, a client could smuggle a request
 * past it. What is refused here ends the connection, so that nothing after it is read as a request.
 */
class StrictDecoder extends VertxHttpRequestDecoder {
  private boolean headIsChecked = true;
  private boolean folded;

  /** What is being decoded, and from where on. */
  private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

  private int from;

  StrictDecoder(HttpServerOptions options) {
    super(options);
  }

  /** Netty joins folded lines as it reads them, a few lines or all of a head at a time. */
  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    this.bytes = bytes;
    from = bytes.readerIndex();
    super.decode(context, bytes, out);
    if (!headIsChecked) {
      folded |= FoldedLines.areIn(bytes, from, bytes.readerIndex());
    }
    this.bytes = Unpooled.EMPTY_BUFFER;
  }

  /** Vert.x would answer 501 to any version but these, and Netty takes every one in any case. */
  @Override
  protected HttpMessage createMessage(String[] line) {
    headIsChecked = false;
    folded = false;
    String version = line[2];
    if (!version.equals(HttpVersion.HTTP_1_1.text())
        && !version.equals(HttpVersion.HTTP_1_0.text())) {
      throw new IllegalArgumentException("neither HTTP/1.1 nor HTTP/1.0");
    }
    return super.createMessage(line);
  }

  /** Asked when the head is complete, and once more later. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    if (!headIsChecked && message != null) {
      headIsChecked = true;
      if (folded || FoldedLines.areIn(bytes, from, bytes.readerIndex())) {
        throw new IllegalArgumentException("a folded header line");
      }
      check(message.headers(), message.protocolVersion());
    }
    return super.isContentAlwaysEmpty(message);
  }

  private static void check(HttpHeaders headers, HttpVersion version) {
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      checkCoding(headers, version);
    }
    int hosts = headers.getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || (hosts == 0 && version.equals(HttpVersion.HTTP_1_1))) {
      throw new IllegalArgumentException("not one Host");
    }
    if (headers.contains("")) {
      throw new IllegalArgumentException("a header without a name");
    }
  }

  /** One length: either that of Content-Length or the chunks (RFC 9112, section 6.1). */
  private static void checkCoding(HttpHeaders headers, HttpVersion version) {
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.size() > 1
        || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst())
        || headers.contains(HttpHeaderNames.CONTENT_LENGTH)
        || version.equals(HttpVersion.HTTP_1_0)) {
      throw new IllegalArgumentException("another Transfer-Encoding than chunked alone");
    }
  }
}
