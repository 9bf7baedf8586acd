package verticles.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.testing.TestConfig;

class LlmConfigTest {
  private static LlmConfig config(String... settings) {
    return TestConfig.section("llm", LlmConfig.class, settings);
  }

  @Test
  void there_is_no_endpoint_until_one_is_written() {
    assertThat(config().configured()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1, https://api.openai.com/v1/chat/completions",
    "http://127.0.0.1:8080/v1/, http://127.0.0.1:8080/v1/chat/completions",
  })
  void chats_are_asked_for_below_the_url(String url, String chats) {
    LlmConfig config = config("url: " + url, "model: m");
    assertThat(config.configured()).isTrue();
    assertThat(config.chats()).hasToString(chats);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url: https://a.example/v1                  | a model where there is a url
          {url: ftp://a.example, model: m}           | llm.url
          {url: "https://u:p@a.example", model: m}   | llm.url
          {url: "https://a.example/?k=v", model: m}  | llm.url
          {context: 2048, max-tokens: 2048}          | a context of at least
          {key: "a b"}                               | llm.key
          """)
  void what_cannot_be_is_named(String settings, String told) {
    assertThatThrownBy(() -> config(settings)).hasMessageContaining(told);
  }

  @Test
  void a_key_is_never_printed() {
    assertThat(config("key: hunter2").toString()).doesNotContain("hunter2");
    assertThatThrownBy(() -> config("key: \"hunter 2\"")).hasMessageNotContaining("hunter");
  }
}
