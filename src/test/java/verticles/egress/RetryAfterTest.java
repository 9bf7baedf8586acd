package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static Optional<Duration> read(String header) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Retry-After", header);
    return RetryAfter.of(headers, NOW, Duration.ofHours(1));
  }

  @Test
  void it_is_read_as_seconds_or_as_an_instant() {
    assertThat(read("7")).contains(Duration.ofSeconds(7));
    assertThat(read(" 7 ")).contains(Duration.ofSeconds(7));
    assertThat(read("Sat, 21 Nov 2026 12:00:30 GMT")).contains(Duration.ofSeconds(30));
  }

  @Test
  void a_wait_is_at_least_a_second_and_at_most_what_the_asker_bears() {
    assertThat(read("0")).contains(Duration.ofSeconds(1));
    assertThat(read("Sat, 21 Nov 2026 11:00:00 GMT")).contains(Duration.ofSeconds(1));
    assertThat(read("999999999")).contains(Duration.ofHours(1));
  }

  @Test
  void what_makes_no_sense_says_nothing() {
    assertThat(read("soon")).isEmpty();
    assertThat(read("-5")).isEmpty();
    assertThat(RetryAfter.of(MultiMap.caseInsensitiveMultiMap(), NOW, Duration.ofHours(1)))
        .isEmpty();
  }
}
