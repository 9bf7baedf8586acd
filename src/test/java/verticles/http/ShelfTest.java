package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final CharSequence QUICK = Timing.near(0);

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
  private final RequestIds ids = new RequestIds();
  private final Shelf shelf = new Shelf();

  @AfterEach
  void nothingIsLeft() {
    shelf.close();
    assertThat(memory.metric().usedDirectMemory()).isZero();
  }

  private static WireAnswer answer(String body, long madeAt) {
    ByteBuf bytes = Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII);
    return new WireAnswer(
        "200 OK", MultiMap.caseInsensitiveMultiMap().add("X-Test", "1"), bytes, madeAt);
  }

  private ByteBuf take(WireAnswer answer) {
    return shelf.take(answer, ids, QUICK, memory);
  }

  private String text(WireAnswer answer) {
    ByteBuf taken = take(answer);
    String text = taken.toString(StandardCharsets.US_ASCII);
    taken.release();
    return text;
  }

  private void busy(WireAnswer answer) {
    for (int round = 0; round < 20; round++) {
      take(answer).release();
    }
  }

  @Test
  void aKeptAnswerSaysTheSameWithAnIdOfItsOwn() {
    WireAnswer answer = answer("rows", 0);
    String first = text(answer);
    Set<String> ids = new HashSet<>();
    for (int round = 0; round < 100; round++) {
      String next = text(answer);
      assertThat(next.replaceFirst("Id: \\S+", "")).isEqualTo(first.replaceFirst("Id: \\S+", ""));
      ids.add(next.replaceAll("(?s).*Id: (\\S+).*", "$1"));
    }

    assertThat(ids).hasSize(100);
    assertThat(shelf.size()).isEqualTo(1);
    assertThat(first)
        .matches(
            "(?s)HTTP/1.1 200 OK\r\nX-Request-Id: [0-9a-f]{8}-[0-9a-f]{8}\r\n"
                + "Server-Timing: cache;desc=l1;dur=0.0\r\nX-Test: 1\r\n\r\nrows");
  }

  @Test
  void onlyWhatIsWantedOftenIsKept() {
    for (int answer = 0; answer < 100; answer++) {
      take(answer("rows", 0)).release();
    }

    assertThat(shelf.size()).isZero();
    assertThat(memory.metric().usedDirectMemory()).isZero();
  }

  @Test
  void anAnswerThatIsStillBeingSentIsNotChanged() {
    WireAnswer answer = answer("rows", 0);
    busy(answer);
    List<ByteBuf> sending = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      sending.add(take(answer));
    }

    sending.forEach(taken -> texts.add(taken.toString(StandardCharsets.US_ASCII)));
    assertThat(texts).hasSize(3);
    sending.forEach(ByteBuf::release);
  }

  @Test
  void anAnswerThatTookLongSaysSo() {
    WireAnswer answer = answer("rows", 0);
    busy(answer);

    ByteBuf slow = shelf.take(answer, ids, Timing.near(123_000_000), memory);

    assertThat(slow.toString(StandardCharsets.US_ASCII)).contains(";dur=123.0\r\n").endsWith("rows");
    slow.release();
  }

  @Test
  void itStaysSmall() {
    for (int answer = 0; answer < 200; answer++) {
      busy(answer("x".repeat(60_000), answer));
    }
    busy(answer("x".repeat(70_000), 0));

    assertThat(shelf.size()).isEqualTo(64);
    assertThat(memory.metric().usedDirectMemory()).isBetween(1L, 64 * 64 * 1024L);
  }

  @Test
  void whatIsOldIsLetGoAlsoWhileItIsBeingSent() {
    WireAnswer old = answer("old", 1000);
    WireAnswer young = answer("young", 2000);
    busy(old);
    busy(young);
    ByteBuf sending = take(old);

    shelf.sweep(2000);

    assertThat(shelf.size()).isEqualTo(1);
    assertThat(sending.toString(StandardCharsets.US_ASCII)).endsWith("old");
    sending.release();
    assertThat(text(old)).endsWith("old");
  }

  @Test
  void aClosedShelfKeepsNothing() {
    shelf.close();

    busy(answer("rows", 0));

    assertThat(shelf.size()).isZero();
  }
}
