package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final String REQUEST =
      "GET /api/v1/data/prices?zone=DK1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer abc\r\n\r\n";

  private final PreparedReads prepared = new PreparedReads();
  private final Repeats repeats = prepared.repeats;

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  @Test
  void onlyTheVeryBytesAreFound() {
    Repeat known = prepared.repeat(REQUEST, Long.MAX_VALUE);
    repeats.put(known);

    assertThat(repeats.find(bytes(REQUEST))).isSameAs(known);
    for (int at = 0; at < REQUEST.length(); at++) {
      byte[] changed = REQUEST.getBytes(StandardCharsets.US_ASCII);
      changed[at] ^= 1;
      assertThat(repeats.find(Unpooled.wrappedBuffer(changed))).as("byte " + at).isNull();
    }
    for (int length = 0; length < REQUEST.length(); length++) {
      assertThat(repeats.find(bytes(REQUEST.substring(0, length)))).isNull();
    }
    assertThat(repeats.find(bytes(REQUEST + "\r"))).isNull();
    assertThat(repeats.find(bytes(REQUEST + REQUEST))).isNull();
    assertThat(repeats.find(bytes(" " + REQUEST))).isNull();
  }

  @Test
  void whereTheBytesStandInTheirBufferDoesNotMatter() {
    repeats.put(prepared.repeat(REQUEST, Long.MAX_VALUE));

    for (int before = 0; before < 9; before++) {
      ByteBuf shifted = bytes("x".repeat(before) + REQUEST).skipBytes(before);
      assertThat(repeats.find(shifted)).isNotNull();
      ByteBuf direct = Unpooled.directBuffer().writeBytes(shifted.duplicate());
      assertThat(repeats.find(direct)).isNotNull();
      direct.release();
    }
  }

  @Test
  void requestsOfAllLengthsAreFoundAndTheMemoryIsBounded() {
    int found = 0;
    for (int request = 0; request < 5000; request++) {
      repeats.put(prepared.repeat(REQUEST + "x".repeat(request % 97) + request, Long.MAX_VALUE));
    }
    for (int request = 0; request < 5000; request++) {
      Repeat known = repeats.find(bytes(REQUEST + "x".repeat(request % 97) + request));
      found += known == null ? 0 : 1;
    }

    // 5,000 requests on 1,024 places: a hash that spreads well leaves few of them empty
    assertThat(found).isBetween(950, 1024);
  }

  @Test
  void onlyReadsOfDatasetsOfUsualLengthAreLookedAt() {
    assertThat(Repeats.mayBeOne(bytes(REQUEST))).isTrue();
    assertThat(Repeats.mayBeOne(bytes("HEAD" + REQUEST.substring(3)))).isFalse();
    assertThat(Repeats.mayBeOne(bytes("GET /api/v1/data HTTP/1.1\r\n\r\n"))).isFalse();
    assertThat(Repeats.mayBeOne(bytes("\r\n" + REQUEST))).isFalse();
    assertThat(Repeats.mayBeOne(bytes("GET /api/v1/data/"))).isFalse();
    assertThat(Repeats.mayBeOne(bytes(REQUEST + "x".repeat(4096)))).isFalse();
    assertThat(Repeats.mayBeOne(Unpooled.EMPTY_BUFFER)).isFalse();
  }

  @Test
  void whatIsOverIsLetGo() {
    repeats.put(prepared.repeat(REQUEST, 1000));

    repeats.sweep(999);
    assertThat(repeats.find(bytes(REQUEST))).isNotNull();

    repeats.sweep(1000);
    assertThat(repeats.find(bytes(REQUEST))).isNull();
  }
}
