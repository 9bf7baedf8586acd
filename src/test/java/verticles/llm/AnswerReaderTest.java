package verticles.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.config.Secret;
import verticles.testing.SettableClock;

class AnswerReaderTest {
  private final List<String> said = new ArrayList<>();
  private final AnswerReader reader =
      new AnswerReader(
          new ErrorText(new Secret("sk-secret"), new SettableClock("2026-11-21T12:00:00Z")),
          said::add);

  private static String delta(String content) {
    return "{\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}"
        .formatted(content);
  }

  private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";

  @Test
  void deltas_become_an_answer_with_its_usage() {
    reader.chunk(
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}],\"usage\":null}");
    reader.chunk(delta("Hel"));
    reader.chunk(delta("lo"));
    reader.chunk(STOP);
    reader.chunk("{\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}");
    reader.chunk("[DONE]");

    assertThat(reader.answer()).isEqualTo(new ChatAnswer("Hello", "m-1", "stop", new Usage(5, 2)));
    assertThat(said).containsExactly("Hel", "lo");
    assertThat(reader.isDone()).isTrue();
  }

  @Test
  void empty_frames_are_passed_over() {
    reader.chunk("");
    reader.chunk("  ");
    reader.chunk("{}");
    reader.chunk("{\"choices\":[]}");
    reader.chunk("{\"choices\":[{\"index\":0}]}");
    reader.chunk(STOP);
    assertThat(reader.answer().text()).isEmpty();
  }

  @Test
  void a_document_is_an_answer_too() {
    reader.document(
        "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"length\"}]}");
    assertThat(reader.answer().text()).isEqualTo("Hi");
    assertThat(reader.answer().cut()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void without_a_finish_it_is_not_whole(boolean done) {
    reader.chunk(delta("Hel"));
    if (done) {
      reader.chunk("[DONE]");
    }
    ChatFailure failure = catchThrowableOfType(ChatFailure.class, reader::answer);
    assertThat(failure.kind()).isEqualTo(ChatFailure.Kind.UNWELL);
    assertThat(failure).hasMessageContaining("broke off");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"message":"overloaded","type":"server_error"}}              | UNWELL
          {"error":"overloaded"}                                                | UNWELL
          {"error":{"message":"overloaded","code":529}}                         | UNWELL
          {"error":{"message":"slow down","type":"rate_limit_error"}}           | UNWELL
          {"error":{"message":"bad","type":"invalid_request_error"}}            | REFUSED
          {"error":{"message":"no money","code":"insufficient_quota"}}          | REFUSED
          {"error":{"message":"who?","code":401}}                               | REFUSED
          {"error":{"message":"x","code":"context_length_exceeded"}}            | TOO_LONG
          {"error":{"message":"the maximum context is 8192"}}                   | TOO_LONG
          {"choices":[{"delta":{"content":"a"}}],"error":{"message":"late"}}    | UNWELL
          """)
  void an_error_within_the_stream_is_a_failure(String event, ChatFailure.Kind kind) {
    reader.chunk(delta("Hel"));
    ChatFailure failure = catchThrowableOfType(ChatFailure.class, () -> reader.chunk(event));
    assertThat(failure.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[1]",
        "\"text\"",
        "{\"choices\":{}}",
        "{\"choices\":[7]}",
        "{\"choices\":[{\"delta\":{\"content\":7}}]}",
        "{\"usage\":7}",
        "{\"choices\":[{\"delta\":{\"content\":\"a\"}"
      })
  void what_cannot_be_read_is_a_failure(String event) {
    ChatFailure failure = catchThrowableOfType(ChatFailure.class, () -> reader.chunk(event));
    assertThat(failure.kind()).isEqualTo(ChatFailure.Kind.UNWELL);
    assertThat(failure).hasMessageContaining("cannot be read");
  }
}
