package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import verticles.limit.Allowance;

/**
 * The bytes of one checked request, and what answers them again as long as {@link HotReads} itself
 * would.
 */
final class Repeat {
  /** The bytes; never changed and never released. */
  final ByteBuf request;

  private final @Nullable String ifNoneMatch;
  private final Memo.Slot slot;
  private final HotReads reads;

  /** Of the client that a trusted proxy named in these bytes; null when none sent them. */
  final @Nullable Allowance address;

  Repeat(
      byte[] request,
      @Nullable String ifNoneMatch,
      Memo.Slot slot,
      @Nullable Allowance address,
      HotReads reads) {
    this.request = Unpooled.wrappedBuffer(request);
    this.address = address;
    this.ifNoneMatch = ifNoneMatch;
    this.slot = slot;
    this.reads = reads;
  }

  /** Whether a request is over with its head and leaves its connection as it was. */
  static boolean allowed(HttpServerRequest request) {
    var headers = request.headers();
    List<String> connection = headers.getAll(HttpHeaders.CONNECTION);
    return request.method().equals(HttpMethod.GET)
        && request.version() == HttpVersion.HTTP_1_1
        && !headers.contains(HttpHeaders.CONTENT_LENGTH)
        && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaders.EXPECT)
        && !headers.contains(HttpHeaders.UPGRADE)
        && (connection.isEmpty()
            || (connection.size() == 1 && connection.getFirst().equalsIgnoreCase("keep-alive")));
  }

  boolean is(ByteBuf bytes) {
    return ByteBufUtil.equals(request, bytes);
  }

  boolean isOver(long nowMillis) {
    return nowMillis >= slot.goodUntilMillis;
  }

  /** The whole answer, to be released by who writes it; null when it must be found the long way. */
  @Nullable ByteBuf answer(Allowance sender, long nowMillis, ByteBufAllocator memory) {
    return reads.again(slot, ifNoneMatch, sender, nowMillis, memory);
  }
}
