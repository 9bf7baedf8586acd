package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns();
  private final EmbeddedChannel channel = new EmbeddedChannel(turns);

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  private static DefaultHttpRequest head() {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
  }

  private void ask() {
    channel.writeInbound(head(), LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private void answer(HttpResponseStatus status) {
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
  }

  @Test
  void aNewConnectionIsSettled() {
    assertThat(turns.settled()).isTrue();
  }

  @Test
  void aRequestUnsettlesUntilItIsAnswered() {
    ask();
    assertThat(turns.settled()).isFalse();

    answer(HttpResponseStatus.OK);

    assertThat(turns.settled()).isTrue();
    assertThat(turns.begun()).isEqualTo(1);
  }

  @Test
  void anAnswerBeforeTheEndOfTheRequestDoesNotSettle() {
    channel.writeInbound(head());
    answer(HttpResponseStatus.UNAUTHORIZED);
    assertThat(turns.settled()).isFalse();

    channel.writeInbound(new DefaultHttpContent(Unpooled.buffer().writeByte(1)));
    assertThat(turns.settled()).isFalse();

    channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(turns.settled()).isTrue();
  }

  @Test
  void aStreamedAnswerSettlesWithItsLastPart() {
    ask();
    channel.writeOutbound(
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK),
        new DefaultHttpContent(Unpooled.buffer().writeByte(1)));
    assertThat(turns.settled()).isFalse();

    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(turns.settled()).isTrue();
  }

  @Test
  void aPreliminaryAnswerDoesNotCount() {
    ask();
    answer(HttpResponseStatus.CONTINUE);
    assertThat(turns.settled()).isFalse();

    answer(HttpResponseStatus.OK);
    assertThat(turns.settled()).isTrue();
  }

  @Test
  void twoRequestsNeedTwoAnswers() {
    ask();
    ask();
    answer(HttpResponseStatus.OK);
    assertThat(turns.settled()).isFalse();

    answer(HttpResponseStatus.OK);
    assertThat(turns.settled()).isTrue();
  }

  @Test
  void whatEndsOrChangesTheConnectionLeavesItUnsettled() {
    DefaultHttpRequest close = head();
    close.headers().set("Connection", "close");
    DefaultHttpRequest upgrade = head();
    upgrade.headers().set("Upgrade", "websocket");
    DefaultHttpRequest malformed = head();
    malformed.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("bad")));
    DefaultHttpRequest old = new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/");

    for (DefaultHttpRequest last : new DefaultHttpRequest[] {close, upgrade, malformed, old}) {
      Turns other = new Turns();
      EmbeddedChannel connection = new EmbeddedChannel(other);
      connection.writeInbound(last, LastHttpContent.EMPTY_LAST_CONTENT);
      connection.writeOutbound(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));

      assertThat(other.settled()).as(last.toString()).isFalse();
      connection.finishAndReleaseAll();
    }
  }

  @Test
  void anAnswerThatClosesLeavesItUnsettled() {
    ask();
    DefaultFullHttpResponse last =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    last.headers().set("Connection", "close");
    channel.writeOutbound(last);

    assertThat(turns.settled()).isFalse();
  }
}
