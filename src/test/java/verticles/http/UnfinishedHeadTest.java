package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A known request whose bytes come in the middle of the head of another. */
class UnfinishedHeadTest {
  private static final String REQUEST =
      "GET /api/v1/data/prices HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer abc\r\n\r\n";

  private final PreparedReads prepared = new PreparedReads();
  private final RepeatDecoder decoder =
      new RepeatDecoder(
          ServerOptions.of(TestServer.config()), prepared.repeats, prepared.sender(now -> {}));
  private final EmbeddedChannel channel = new EmbeddedChannel(decoder, decoder.turns());

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  private void read(String text) {
    ByteBuf bytes = Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    channel.writeInbound(bytes);
  }

  private boolean isAnsweredBehind(String beginning) {
    prepared.repeats.put(prepared.repeat(REQUEST, Long.MAX_VALUE));
    read(beginning);
    read(REQUEST);
    return channel.outboundMessages().stream().anyMatch(ByteBuf.class::isInstance);
  }

  @Test
  void behindHalfALineTheyAreAHeader() {
    assertThat(isAnsweredBehind("GET /other HTTP/1.1\r\nHost: x\r\nX-Odd: ")).isFalse();
  }

  @Test
  void behindWholeLinesTheyAreNoRequestEither() {
    assertThat(isAnsweredBehind("GET /other HTTP/1.1\r\nHost: x\r\n")).isFalse();
  }

  @Test
  void atTheBeginningTheyAre() {
    assertThat(isAnsweredBehind("")).isTrue();
  }

  @Test
  void itIsKnownSinceWhenAHeadIsComing() {
    read("GET /other HTTP/1.1\r\nHost: x\r\n");
    assertThat(decoder.headSinceMillis()).isPositive();

    read("\r\n");
    assertThat(decoder.headSinceMillis()).isZero();
  }
}
