package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer as the bytes of HTTP/1.1, but for its two live parts. It says what Vert.x would have
 * written for the same head. Used on one event loop.
 */
final class WireAnswer {
  private static final byte[] TIMING = bytes("\r\n" + Names.SERVER_TIMING + ": ");

  /** Of the timing of nearly every answer, which has its place in a kept answer. */
  private static final int TIMING_LENGTH = Timing.near(0).length();

  /** When this was made, and its age and date with it. */
  final long madeAtMillis;

  private final byte[] start;
  private final byte[] rest;
  private final ByteBuf body;
  private int asked;
  private @Nullable ByteBuf ready;

  /**
   * An answer.
   *
   * @param status the line's code and reason
   * @param headers those of an {@link AnswerHead}; the request id and the timing come first
   * @param body is not changed and not released
   */
  WireAnswer(String status, MultiMap headers, ByteBuf body, long madeAtMillis) {
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
    this.madeAtMillis = madeAtMillis;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The bytes of the whole answer with the usual timing. */
  int size() {
    return size(TIMING_LENGTH);
  }

  private int size(int timing) {
    int head = start.length + RequestIds.LENGTH + TIMING.length + timing + rest.length;
    return head + body.readableBytes();
  }

  /** How often this was written. */
  int asked() {
    return asked;
  }

  /** The whole answer in one buffer, so that it is one write; the caller releases it. */
  ByteBuf write(RequestIds ids, CharSequence timing, ByteBufAllocator memory) {
    asked++;
    ByteBuf answer = memory.directBuffer(size(timing.length()));
    answer.writeBytes(start);
    ids.writeNext(answer);
    answer.writeBytes(TIMING);
    answer.writeCharSequence(timing, StandardCharsets.US_ASCII);
    return answer.writeBytes(rest).writeBytes(body, body.readerIndex(), body.readableBytes());
  }

  /** Keeps the whole answer in memory until {@link #discard}. */
  void keep(ByteBufAllocator memory) {
    ready = write(new RequestIds(), Timing.near(0), memory);
  }

  /** Whether it is kept, nobody is sending it just now, and the timing has the usual length. */
  boolean isReady(CharSequence timing) {
    return ready != null && ready.refCnt() == 1 && timing.length() == TIMING_LENGTH;
  }

  /** The kept answer with its live parts set in place; the caller releases it when it is sent. */
  ByteBuf share(RequestIds ids, CharSequence timing) {
    ByteBuf answer = Objects.requireNonNull(ready);
    ids.setNext(answer, start.length);
    answer.setCharSequence(
        start.length + RequestIds.LENGTH + TIMING.length, timing, StandardCharsets.US_ASCII);
    return answer.retainedDuplicate();
  }

  void discard() {
    if (ready != null) {
      ready.release();
      ready = null;
    }
  }
}
