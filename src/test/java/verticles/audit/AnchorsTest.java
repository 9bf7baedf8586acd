package verticles.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorsTest {
  @TempDir private Path data;

  private static Anchor anchor(long row) {
    return new Anchor(
        row, Digests.sha256(Buffer.buffer("" + row)), Instant.parse("2026-11-21T08:00:00.5Z"));
  }

  @Test
  void whatWasNotedIsReadAgainByTheNextProcess() {
    new Anchors(data).add(anchor(1));
    new Anchors(data).add(anchor(5));

    assertThat(new Anchors(data).all()).containsExactly(anchor(1), anchor(5));
  }

  @Test
  void halfALineOfAKilledNodeIsPassedOver() throws IOException {
    new Anchors(data).add(anchor(1));
    Files.writeString(
        data.resolve("audit/anchors.ndjson"), "{\"row\":2,\"ha", StandardOpenOption.APPEND);
    new Anchors(data).add(anchor(3));

    assertThat(new Anchors(data).all()).containsExactly(anchor(1), anchor(3));
  }

  @Test
  void ofTooManyEverySecondOldOneGoes() {
    Anchors anchors = new Anchors(data);
    for (int row = 1; row <= Anchors.MOST + 1; row++) {
      anchors.add(anchor(row));
    }

    assertThat(new Anchors(data).all()).isEqualTo(anchors.all());
    assertThat(anchors.all())
        .hasSizeBetween(Anchors.MOST * 3 / 4, Anchors.MOST * 3 / 4 + 2)
        .startsWith(anchor(1), anchor(3))
        .endsWith(anchor(Anchors.MOST), anchor(Anchors.MOST + 1));
  }
}
