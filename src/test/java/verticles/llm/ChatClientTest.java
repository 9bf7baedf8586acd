package verticles.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.egress.Egress;
import verticles.egress.EgressAnswer;
import verticles.egress.EgressRequest;
import verticles.egress.EgressStream;
import verticles.egress.Purpose;

/** The client against a server that speaks the protocol over HTTP. */
class ChatClientTest {
  private final ChatDesk desk = new ChatDesk();
  private final LlmServer server = desk.server;
  private final List<String> said = desk.said;

  @AfterEach
  void close() {
    desk.close();
  }

  /** The way out to an endpoint that has answered before anybody looks: on the caller's thread. */
  private record Prompt(Egress egress) implements Egress {
    @Override
    public Future<Void> check(Purpose purpose, URI address) {
      return egress.check(purpose, address);
    }

    @Override
    public Future<EgressAnswer> send(Purpose purpose, EgressRequest request) {
      return egress.send(purpose, request);
    }

    @Override
    public Future<EgressStream> open(Purpose purpose, EgressRequest request) {
      return Future.succeededFuture(await(egress.open(purpose, request)));
    }
  }

  @Test
  void an_endpoint_that_has_answered_before_anybody_looks_is_read_as_any_other() {
    desk.way = Prompt::new;

    assertThat(await(desk.ask("Hi").answer()).text()).isEqualTo("Hello there.");
    assertThat(said).containsExactly("Hell", "o th", "ere.");
  }

  @Test
  void an_answer_comes_bit_by_bit_with_its_usage() {
    ChatAnswer answer = await(desk.ask("Hi").answer());

    assertThat(answer.text()).isEqualTo("Hello there.");
    assertThat(answer.finishReason()).isEqualTo("stop");
    assertThat(answer.model()).isEqualTo("small-1-2026");
    assertThat(answer.usage()).isEqualTo(new Usage(1, 3));
    assertThat(said).containsExactly("Hell", "o th", "ere.");
    JsonObject asked = server.asked.getFirst();
    assertThat(asked.getBoolean("stream")).isTrue();
    assertThat(asked.getInteger("max_tokens")).isEqualTo(100);
    assertThat(asked.getDouble("temperature")).isEqualTo(0.5);
  }

  @Test
  void newer_models_are_asked_in_their_own_words() {
    server.script = chat -> () -> chat.begin().finish("stop").end();

    await(desk.ask("Hi", "limit-field: max-completion-tokens").answer());

    assertThat(server.asked.getFirst().getInteger("max_completion_tokens")).isEqualTo(100);
    assertThat(server.asked.getFirst().containsKey("max_tokens")).isFalse();
  }

  @Test
  void pings_and_empty_frames_are_no_words() {
    server.script =
        chat ->
            () ->
                chat.begin()
                    .raw("\n\n: ping\n\ndata: \n\ndata: {}\n\n")
                    .delta("a")
                    .raw(": ping\n\n")
                    .finish("stop")
                    .end();

    assertThat(await(desk.ask("Hi").answer()).text()).isEqualTo("a");
  }

  @Test
  void a_server_that_cannot_stream_is_understood() {
    server.script = chat -> () -> chat.document("All at once.");

    ChatAnswer answer = await(desk.ask("Hi").answer());

    assertThat(answer.text()).isEqualTo("All at once.");
    assertThat(answer.usage()).isEqualTo(new Usage(3, 4));
  }

  @Test
  void what_comes_after_the_last_word_does_not_matter() {
    server.script = chat -> () -> chat.begin().delta("Hello").finish("stop").cut();

    assertThat(await(desk.ask("Hi").answer()).text()).isEqualTo("Hello");
  }

  @Test
  void neither_requests_nor_answers_print_what_is_said() {
    ChatRequest request =
        new ChatRequest(List.of(ChatMessage.user("my secret plan")), 5, Optional.empty());

    assertThat(request.toString()).doesNotContain("plan");
    assertThat(new ChatAnswer("my secret plan", "m", "stop", Usage.NONE).toString())
        .doesNotContain("plan");
  }
}
