package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The decoder on a channel without a network, where every buffer can be counted. */
class RepeatDecoderTest {
  private static final String REQUEST =
      "GET /api/v1/data/prices HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer abc\r\n\r\n";

  private final PreparedReads prepared = new PreparedReads();
  private long servedAt;
  private final RepeatDecoder decoder =
      new RepeatDecoder(
          ServerOptions.of(TestServer.config()),
          prepared.repeats,
          prepared.sender(now -> servedAt = now));
  private final EmbeddedChannel channel = new EmbeddedChannel(decoder, decoder.turns());

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  private void known() {
    prepared.repeats.put(prepared.repeat(REQUEST, Long.MAX_VALUE));
  }

  /** One read, whose buffer must be given back in the end. */
  private ByteBuf read(String text) {
    ByteBuf bytes = Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    channel.writeOneInbound(bytes);
    return bytes;
  }

  private int decoded() {
    int requests = 0;
    for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
      requests += part instanceof HttpRequest ? 1 : 0;
      ReferenceCountUtil.release(part);
    }
    return requests;
  }

  private String written() {
    ByteBuf answer = channel.readOutbound();
    String text = answer == null ? "" : answer.toString(StandardCharsets.ISO_8859_1);
    ReferenceCountUtil.release(answer);
    return text;
  }

  private void answerAsVertxDoes() {
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    HttpObject sent = channel.readOutbound();
    ReferenceCountUtil.release(sent);
  }

  @Test
  void aKnownRequestIsAnsweredWithoutBeingDecoded() {
    known();

    ByteBuf bytes = read(REQUEST);
    channel.flushInbound();

    assertThat(written())
        .startsWith("HTTP/1.1 200 OK\r\nX-Request-Id: ")
        .contains("\r\nServer-Timing: cache;desc=l1;dur=0.")
        .contains("\r\ncontent-length: " + PreparedReads.BODY.length() + "\r\n")
        .endsWith("\r\n\r\n" + PreparedReads.BODY);
    assertThat(decoded()).isZero();
    assertThat(bytes.refCnt()).isZero();
    assertThat(servedAt).isPositive();
    assertThat(prepared.repeated()).isEqualTo(1);
  }

  @Test
  void theAnswersOfOneRoundOfReadsAreFlushedTogether() {
    known();

    read(REQUEST);
    read(REQUEST);
    assertThat(written()).isEmpty();

    channel.flushInbound();

    assertThat(written()).endsWith(PreparedReads.BODY);
    assertThat(written()).endsWith(PreparedReads.BODY);
    assertThat(written()).isEmpty();
  }

  @Test
  void otherBytesAreDecodedAsEver() {
    known();

    ByteBuf bytes = read(REQUEST.replace("abc", "abd"));
    channel.flushInbound();

    assertThat(decoded()).isEqualTo(1);
    assertThat(written()).isEmpty();
    assertThat(bytes.refCnt()).isZero();
  }

  @Test
  void aRequestBehindAnUnansweredOneWaitsItsTurn() {
    known();
    read("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");

    read(REQUEST);
    channel.flushInbound();
    assertThat(written()).isEmpty();
    assertThat(decoded()).isEqualTo(2);

    answerAsVertxDoes();
    read(REQUEST);
    channel.flushInbound();
    assertThat(written()).isEmpty();
    assertThat(decoded()).isEqualTo(1);

    answerAsVertxDoes();
    answerAsVertxDoes();
    read(REQUEST);
    channel.flushInbound();
    assertThat(written()).startsWith("HTTP/1.1 200");
    assertThat(decoded()).isZero();
  }

  @Test
  void theSameBytesWithinABodyAreNoRequest() {
    known();
    read("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + REQUEST.length() + "\r\n\r\n");
    answerAsVertxDoes();

    ByteBuf body = read(REQUEST);
    channel.flushInbound();

    assertThat(written()).isEmpty();
    assertThat(decoded()).isEqualTo(1);
    assertThat(body.refCnt()).isZero();

    read(REQUEST);
    channel.flushInbound();
    assertThat(written()).startsWith("HTTP/1.1 200");
  }

  @Test
  void bytesBehindTheRequestAreNotLost() {
    known();

    read(REQUEST + "GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
    read(REQUEST + "GET /half");
    channel.flushInbound();

    assertThat(written()).isEmpty();
    assertThat(decoded()).isEqualTo(3);
  }

  @Test
  void aConnectionThatClosesAnswersNoMore() {
    known();
    read("GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    answerAsVertxDoes();
    decoded();

    read(REQUEST);
    channel.flushInbound();

    assertThat(written()).isEmpty();
  }

  @Test
  void aClientThatDoesNotReadIsLeftToTheNormalWay() {
    known();
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

    read(REQUEST);
    channel.flushInbound();

    assertThat(written()).isEmpty();
    assertThat(decoded()).isEqualTo(1);
  }

  @Test
  void whatIsOverOrNoLongerInMemoryIsDecoded() {
    prepared.repeats.put(prepared.repeat(REQUEST, System.currentTimeMillis()));
    read(REQUEST);
    assertThat(decoded()).isEqualTo(1);
    answerAsVertxDoes();

    known();
    prepared.cache.entries.clear();
    read(REQUEST);
    channel.flushInbound();

    assertThat(decoded()).isEqualTo(1);
    assertThat(written()).isEmpty();
    assertThat(prepared.repeated()).isZero();
  }

  @Test
  void anAnswerThatIsNeverSentIsReleased() {
    known();
    List<ByteBuf> answers = new ArrayList<>();
    channel
        .pipeline()
        .addFirst(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(
                  ChannelHandlerContext context, Object message, ChannelPromise promise) {
                answers.add((ByteBuf) message);
                context.write(message, promise);
              }
            });
    read(REQUEST);
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().refCnt()).isEqualTo(1);

    channel.close();

    assertThat(answers.getFirst().refCnt()).isZero();
  }
}
