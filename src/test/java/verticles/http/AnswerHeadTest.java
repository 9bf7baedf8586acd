package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import verticles.cache.CacheAnswer.Status;
import verticles.cache.CacheEntry;
import verticles.cache.CacheMessage.Visibility;
import verticles.cache.Encoding;

class AnswerHeadTest {
  private static final long STORED_AT = 1_000_000;

  private static MultiMap headersOf(Duration stale, long afterSeconds, Status status) {
    CacheEntry entry =
        new CacheEntry(
            "application/json",
            new CacheEntry.Variant(Encoding.IDENTITY, "\"tag\"", Buffer.buffer("{}")),
            null,
            null,
            STORED_AT,
            Duration.ofSeconds(60),
            stale,
            List.of(),
            Visibility.SHARED);
    MultiMap headers = HttpHeaders.headers();
    new AnswerHead(entry, Encoding.IDENTITY, status, STORED_AT + afterSeconds * 1000)
        .addTo(headers);
    return headers;
  }

  @Test
  void theLifetimeIsWholeBecauseReadersSubtractTheAgeThemselves() {
    MultiMap headers = headersOf(Duration.ofMinutes(1), 20, Status.HIT);

    assertThat(headers.get("Cache-Control")).isEqualTo("private, max-age=60");
    assertThat(headers.get("Age")).isEqualTo("20");
    assertThat(headers.get("Cache-Status")).isEqualTo("SpinReserve; hit; ttl=40");
  }

  @Test
  void anAnswerThatMustNotBeServedStaleSaysSo() {
    assertThat(headersOf(Duration.ZERO, 0, Status.MISS).get("Cache-Control"))
        .isEqualTo("private, max-age=60, must-revalidate");
  }

  @Test
  void anAnswerServedStaleHasALifetimeThatIsOver() {
    MultiMap headers = headersOf(Duration.ofMinutes(1), 75, Status.STALE);

    assertThat(headers.get("Age")).isEqualTo("75");
    assertThat(headers.get("Cache-Status")).isEqualTo("SpinReserve; hit; ttl=-15");
    assertThat(headers.get("X-Cache-Status")).isEqualTo("STALE");
  }

  @Test
  void anAnswerThatIsNotKeptIsNotKeptByOthersEither() {
    assertThat(headersOf(Duration.ZERO, 0, Status.BYPASS).get("Cache-Control"))
        .isEqualTo("private, no-cache");
  }
}
