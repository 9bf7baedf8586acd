package verticles.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.config.Secret;
import verticles.testing.SettableClock;

class ErrorTextTest {
  private final ErrorText errors =
      new ErrorText(new Secret("hunter2hunter2"), new SettableClock("2026-11-21T12:00:00Z"));

  private ChatFailure refusal(int status, String retryAfter, String body) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (!retryAfter.isEmpty()) {
      headers.add("Retry-After", retryAfter);
    }
    return errors.refusal(status, headers, Buffer.buffer(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | {"error":{"message":"bad"}}                                  | REFUSED
          401 | {"error":{"message":"who are you"}}                          | REFUSED
          403 |                                                              | REFUSED
          404 | {"detail":"Not Found"}                                       | REFUSED
          301 |                                                              | REFUSED
          408 |                                                              | UNWELL
          429 | {"error":{"message":"slow down","code":"rate_limit"}}        | UNWELL
          429 | {"error":{"message":"pay","code":"insufficient_quota"}}      | REFUSED
          500 | <html>oops</html>                                            | UNWELL
          503 | [1]                                                          | UNWELL
          400 | {"error":{"message":"x","code":"context_length_exceeded"}}   | TOO_LONG
          400 | {"error":"the request exceeds the available context size"}   | TOO_LONG
          """)
  void a_status_says_what_could_help(int status, String body, ChatFailure.Kind kind) {
    assertThat(refusal(status, "", body == null ? "" : body).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7                             | 7
          0                             | 1
          Sat, 21 Nov 2026 12:01:30 GMT | 90
          Sat, 21 Nov 2026 11:00:00 GMT | 1
          999999999                     | 3600
          """)
  void it_is_waited_as_long_as_the_endpoint_says(String header, long seconds) {
    assertThat(refusal(429, header, "").after()).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-5", "''", "99999999999999999999"})
  void what_is_no_time_is_not_waited_for(String header) {
    assertThat(refusal(503, header, "").after()).isEmpty();
  }

  @Test
  void keys_are_masked_and_long_words_cut() {
    ChatFailure failure =
        refusal(
            401,
            "",
            "{\"error\":{\"message\":\"Incorrect API key provided: sk-abcdef123456, hunter2hunter2,"
                + " Bearer abc.def-123456\\n\\u0007%s\"}}".formatted("x".repeat(1000)));

    assertThat(failure.detail())
        .startsWith("The LLM endpoint answered 401: Incorrect API key provided: ***, ***, *** x")
        .hasSizeLessThan(400);
  }
}
