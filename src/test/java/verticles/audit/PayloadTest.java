package verticles.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PayloadTest {
  private static final Payload PAYLOAD = payload("north", "signIn");

  private static Payload payload(String organisation, String operation) {
    return new Payload(
        7,
        Instant.parse("2026-11-21T08:00:00.123456Z"),
        Instant.parse("1969-12-31T23:59:59.999999Z"),
        Buffer.buffer(new byte[16]),
        organisation,
        operation,
        Outcome.REFUSED,
        401,
        "r-ü",
        99_999,
        Buffer.buffer(new byte[32]));
  }

  @Test
  void whatWasWrittenIsRead() {
    assertThat(Payload.of(PAYLOAD.bytes())).isEqualTo(PAYLOAD);
  }

  @Test
  void fieldsThatRunTogetherAreNotAlike() {
    assertThat(payload("ab", "c").bytes()).isNotEqualTo(payload("a", "bc").bytes());
    assertThat(Digests.sha256(Buffer.buffer("ab"), Buffer.buffer("c")))
        .isNotEqualTo(Digests.sha256(Buffer.buffer("a"), Buffer.buffer("bc")));
  }

  @Test
  void whateverIsCutOrAddedIsRefused() {
    Buffer bytes = PAYLOAD.bytes();

    for (int length = 0; length < bytes.length(); length++) {
      Buffer cut = bytes.getBuffer(0, length);
      assertThatThrownBy(() -> Payload.of(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Payload.of(bytes.copy().appendByte((byte) 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
