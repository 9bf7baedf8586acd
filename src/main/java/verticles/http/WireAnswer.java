package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer as the bytes of HTTP/1.1, but for its two live parts. It says what Vert.x would have
 * written for the same head.
 */
final class WireAnswer {
  private static final byte[] TIMING = bytes("\r\n" + Names.SERVER_TIMING + ": ");

  private final byte[] start;
  private final byte[] rest;
  private final ByteBuf body;

  /**
   * An answer.
   *
   * @param status the line's code and reason
   * @param headers those of an {@link AnswerHead}; the request id and the timing come first
   * @param body is not changed and not released
   */
  WireAnswer(String status, MultiMap headers, ByteBuf body) {
    StringBuilder lines = new StringBuilder("\r\n");
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey();
      if (!Names.REQUEST_ID.toString().equals(name)
          && !Names.SERVER_TIMING.toString().equals(name)) {
        lines.append(name).append(": ").append(header.getValue()).append("\r\n");
      }
    }
    this.start = bytes("HTTP/1.1 " + status + "\r\n" + Names.REQUEST_ID + ": ");
    this.rest = bytes(lines.append("\r\n").toString());
    this.body = body;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The whole answer in one buffer, so that it is one write; the caller releases it. */
  ByteBuf write(RequestIds ids, CharSequence timing, ByteBufAllocator memory) {
    int length = body.readableBytes();
    int size = start.length + RequestIds.LENGTH + TIMING.length + timing.length() + rest.length;
    ByteBuf answer = memory.directBuffer(size + length);
    answer.writeBytes(start);
    ids.writeNext(answer);
    answer.writeBytes(TIMING);
    answer.writeCharSequence(timing, StandardCharsets.US_ASCII);
    return answer.writeBytes(rest).writeBytes(body, body.readerIndex(), length);
  }
}
