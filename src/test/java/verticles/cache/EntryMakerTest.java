package verticles.cache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.Decoder;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class EntryMakerTest {
  private static final String TEXT = "{\"price\":12.3},".repeat(500);

  private final List<Callable<CacheEntry>> offloaded = new ArrayList<>();
  private final EntryMaker maker =
      new EntryMaker(
          1024, List.of(new Gzip(), Brotli.load().orElseThrow()), work -> offloaded(work));

  private Future<CacheEntry> offloaded(Callable<CacheEntry> work) {
    offloaded.add(work);
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  private CacheEntry made(byte[] body) {
    return maker
        .make(Reads.value(body, 0, 60), new Lifetime(60_000, 60_000, 60_000, 60_000))
        .result();
  }

  private CacheEntry made(String body) {
    return made(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bothCodingsGiveTheBodyBack() throws IOException {
    CacheEntry entry = made(TEXT);

    byte[] gzip = entry.variant(Encoding.GZIP).body().getBytes();
    byte[] brotli = entry.variant(Encoding.BROTLI).body().getBytes();
    try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      assertThat(unzipped.readAllBytes()).asString().isEqualTo(TEXT);
    }
    assertThat(Decoder.decompress(brotli).getDecompressedData()).asString().isEqualTo(TEXT);
    assertThat(brotli.length).isLessThan(TEXT.length());
  }

  @Test
  void eachCodingHasItsOwnTagAndEveryNodeTheSame() {
    CacheEntry entry = made("one");
    CacheEntry large = made(TEXT);

    // printf one | sha256sum | xxd -r -p | head -c 16 | basenc --base64url
    assertThat(entry.identity().etag()).isEqualTo("\"dpLDrTVAu4A8Ags67mbNiA\"");
    String tag = large.identity().etag();
    String stem = tag.substring(0, tag.length() - 1);
    assertThat(large.variant(Encoding.GZIP).etag()).isEqualTo(stem + "-gz\"");
    assertThat(large.variant(Encoding.BROTLI).etag()).isEqualTo(stem + "-br\"");
    assertThat(made(TEXT).identity().etag()).isEqualTo(tag);
    assertThat(made(TEXT + " ").identity().etag()).isNotEqualTo(tag);
  }

  @Test
  void theSameBodyIsTheSameBytesInEachCoding() {
    assertThat(made(TEXT).variant(Encoding.GZIP)).isEqualTo(made(TEXT).variant(Encoding.GZIP));
    assertThat(made(TEXT).variant(Encoding.BROTLI)).isEqualTo(made(TEXT).variant(Encoding.BROTLI));
  }

  @Test
  void aSmallBodyIsSentAsItIs() {
    CacheEntry entry = made("x".repeat(1023));

    assertThat(entry.gzip()).isNull();
    assertThat(entry.variant(Encoding.BROTLI)).isSameAs(entry.identity());
  }

  @Test
  void aBodyThatDoesNotGetSmallerIsSentAsItIs() {
    byte[] noise = new byte[4096];
    new Random(1).nextBytes(noise);

    assertThat(made(noise).gzip()).isNull();
    assertThat(made(noise).brotli()).isNull();
  }

  @Test
  void aPlainEntryHasNoOtherForms() {
    CacheEntry plain =
        maker
            .makePlain(
                Reads.value(TEXT.getBytes(StandardCharsets.UTF_8), 0, 60),
                new Lifetime(60_000, 60_000, 60_000, 60_000))
            .result();

    assertThat(plain.gzip()).isNull();
    assertThat(plain.variant(Encoding.BROTLI)).isSameAs(plain.identity());
    assertThat(plain.identity().etag()).isEqualTo(made(TEXT).identity().etag());
  }

  @Test
  void onlyLargeBodiesLeaveTheCallersThread() {
    made("x".repeat(4 << 10));
    assertThat(offloaded).isEmpty();

    made("x".repeat((4 << 10) + 1));
    assertThat(offloaded).hasSize(1);
  }

  @Test
  void theSizeCountsEveryForm() {
    CacheEntry entry = made(TEXT);

    assertThat(entry.sizeBytes())
        .isEqualTo(
            entry.identity().body().length()
                + requireNonNull(entry.gzip()).body().length()
                + requireNonNull(entry.brotli()).body().length());
  }
}
