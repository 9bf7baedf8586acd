package verticles.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private final List<String> events = new ArrayList<>();
  private final EventReader reader = new EventReader(events::add);

  private List<String> read(String text) {
    reader.take(Buffer.buffer(text));
    return events;
  }

  @Test
  void the_data_of_each_event_is_told() {
    assertThat(read("data: one\n\ndata: two\n\n")).containsExactly("one", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void every_line_end_counts(String end) {
    assertThat(read("data: one" + end + end + "data: two" + end + end))
        .containsExactly("one", "two");
  }

  @Test
  void comments_and_events_without_data_are_passed_over() {
    assertThat(read(": ping\n\n\n\n:\nevent: x\nid: 3\nretry: 5\n\ndata: one\n\n: ping\n\n"))
        .containsExactly("one");
  }

  @Test
  void lines_of_one_event_are_joined_and_a_space_is_not_needed() {
    assertThat(read("data:{\ndata: \"a\":1\ndata:}\n\n")).containsExactly("{\n\"a\":1\n}");
  }

  @Test
  void an_empty_line_of_data_is_an_event() {
    assertThat(read("data:\n\n")).containsExactly("");
  }

  @Test
  void it_does_not_matter_where_bytes_are_cut() {
    String text = ": hi\r\ndata: {\"content\":\"grün 😀\"}\r\n\r\ndata: [DONE]\r\n\r\n";
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      reader.take(Buffer.buffer(new byte[] {one}));
    }
    assertThat(events).containsExactly("{\"content\":\"grün 😀\"}", "[DONE]");
  }

  @Test
  void the_last_event_counts_without_its_line_ends() {
    read("data: one\n\ndata: [DONE]");
    reader.end();
    assertThat(events).containsExactly("one", "[DONE]");
  }

  @Test
  void a_line_without_end_is_refused() {
    Buffer much = Buffer.buffer("x".repeat(1 << 19));
    reader.take(much);
    reader.take(much);
    assertThatThrownBy(() -> reader.take(much))
        .isInstanceOf(ChatFailure.class)
        .hasMessageContaining("without end");
  }
}
