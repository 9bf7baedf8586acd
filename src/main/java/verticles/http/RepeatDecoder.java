package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.VoidChannelPromise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import verticles.limit.Allowance;

/**
 * The HTTP decoder of one connection, which answers repeated requests without decoding them: a
 * keep-alive client sends the same bytes again and again. It compares whole reads only, and only
 * where a request begins and none is being answered; then the same bytes are the same request. All
 * other bytes are decoded as ever.
 */
final class RepeatDecoder extends StrictDecoder {
  private final Repeats repeats;
  private final Sender sender;
  private final Turns turns = new Turns();
  private @Nullable VoidChannelPromise unwatched;
  private boolean unflushed;

  /** The read that is being decoded, while it may turn out to be exactly one request. */
  private @Nullable ByteBuf decoding;

  private int decodingFrom;
  private int decodingLength;
  private long begunBefore;

  /** Whether a head has begun to come of which nothing was passed on yet. */
  private boolean headBegun;

  private long headSinceMillis;

  /**
   * The decoder of one connection.
   *
   * @param sender at the other end
   */
  RepeatDecoder(HttpServerOptions options, Repeats repeats, Sender sender) {
    super(options);
    this.repeats = repeats;
    this.sender = sender;
  }

  /** Counts what this connection asks and is answered; it belongs right before Vert.x' handler. */
  Turns turns() {
    return turns;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof ByteBuf bytes && Repeats.mayBeOne(bytes) && atStart()) {
      if (!answer(context, bytes)) {
        decodeWatching(context, bytes);
      }
    } else {
      super.channelRead(context, message);
    }
    noteHead();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    int from = bytes.readerIndex();
    int before = out.size();
    super.decode(context, bytes, out);
    if (out.size() > before) {
      headBegun = false;
    } else if (bytes.readerIndex() > from) {
      headBegun = true;
    }
  }

  /** The decoder keeps whole lines of a head to itself until the head is complete. */
  private void noteHead() {
    if (!headBegun && actualReadableBytes() == 0 || !turns.betweenRequests()) {
      headSinceMillis = 0;
    } else if (headSinceMillis == 0) {
      headSinceMillis = System.currentTimeMillis();
    }
  }

  /** Since when a head is coming that is not complete; 0 when none is. */
  long headSinceMillis() {
    return headSinceMillis;
  }

  /** Whether the next byte begins a request and everything before it is answered. */
  private boolean atStart() {
    return actualReadableBytes() == 0 && !headBegun && turns.settled();
  }

  private boolean answer(ChannelHandlerContext context, ByteBuf bytes) {
    Repeat known = repeats.find(bytes);
    // a client that reads slowly is left to Vert.x, which stops reading from it
    if (known == null || !context.channel().isWritable()) {
      return false;
    }
    long now = System.currentTimeMillis();
    Allowance address = sender.address(known, now);
    ByteBuf answer = address == null ? null : known.answer(address, now, context.alloc());
    if (answer == null) {
      return false;
    }
    bytes.release();
    context.write(answer, unwatched(context));
    unflushed = true;
    sender.served(now);
    return true;
  }

  private VoidChannelPromise unwatched(ChannelHandlerContext context) {
    if (unwatched == null) {
      unwatched = new VoidChannelPromise(context.channel(), false);
    }
    return unwatched;
  }

  private void decodeWatching(ChannelHandlerContext context, ByteBuf bytes) throws Exception {
    decoding = bytes.retain();
    decodingFrom = bytes.readerIndex();
    decodingLength = bytes.readableBytes();
    begunBefore = turns.begun();
    try {
      super.channelRead(context, bytes);
    } finally {
      decoding = null;
      bytes.release();
    }
  }

  /**
   * Remembers the bytes of a request that was just answered, from within its answering; does
   * nothing unless the present read was that request and nothing else.
   */
  void learn(
      HttpServerRequest request, Memo.Slot slot, @Nullable Allowance address, HotReads reads) {
    if (decoding != null
        && actualReadableBytes() == 0
        && turns.begun() == begunBefore + 1
        && Repeat.allowed(request)) {
      byte[] bytes = ByteBufUtil.getBytes(decoding, decodingFrom, decodingLength);
      String ifNoneMatch = request.headers().get(HttpHeaders.IF_NONE_MATCH);
      repeats.put(new Repeat(bytes, ifNoneMatch, slot, address, reads));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (unflushed) {
      unflushed = false;
      context.flush();
    }
    super.channelReadComplete(context);
  }
}
