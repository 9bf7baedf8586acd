package verticles.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.tasks.TaskFailure;

class ReplyTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static TaskFailure failure(int status, String retryAfter) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Retry-After", retryAfter);
    return new Reply(status, headers).failure(NOW);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void every_2xx_is_taken(int status) {
    assertThat(new Reply(status, MultiMap.caseInsensitiveMultiMap()).isTaken()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "301, GiveUp",
    "302, GiveUp",
    "308, GiveUp",
    "400, GiveUp",
    "401, GiveUp",
    "404, GiveUp",
    "410, GiveUp",
    "408, Retry",
    "425, Retry",
    "429, Retry",
    "500, Retry",
    "502, Retry",
    "503, Retry",
    "504, Retry"
  })
  void the_others_are_given_up_or_tried_again(int status, String then) {
    assertThat(failure(status, "").toString()).isNotEmpty();
    assertThat(failure(status, ""))
        .extracting("then")
        .extracting(Object::toString)
        .asString()
        .startsWith(then);
  }

  @Test
  void a_wait_is_believed_of_those_who_may_ask_for_it_up_to_six_hours() {
    assertThat(failure(429, "7")).extracting("then").asString().contains("PT7S");
    assertThat(failure(503, "Sat, 21 Nov 2026 12:02:00 GMT"))
        .extracting("then")
        .asString()
        .contains("PT2M");
    assertThat(failure(503, "999999")).extracting("then").asString().contains("PT6H");
    assertThat(failure(500, "7")).extracting("then").asString().doesNotContain("PT");
  }
}
