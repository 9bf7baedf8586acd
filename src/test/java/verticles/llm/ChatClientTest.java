package verticles.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.config.Secret;
import verticles.egress.Egress;
import verticles.egress.EgressAnswer;
import verticles.egress.EgressRequest;
import verticles.egress.EgressStream;
import verticles.egress.Purpose;
import verticles.embedded.Ports;
import verticles.testing.TestConfig;
import verticles.testing.TestEgress;

/** The client against a server that speaks the protocol over HTTP, and breaks it. */
class ChatClientTest {
  private final Vertx vertx = Vertx.vertx();
  private final LlmServer server = new LlmServer();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private UnaryOperator<Egress> way = egress -> egress;

  @AfterEach
  void close() {
    server.close();
    await(vertx.close());
  }

  private ChatCall ask(String prompt, String... settings) {
    return askAt(server.url(), prompt, LlmServer.KEY, settings);
  }

  private ChatCall askAt(String url, String prompt, String key, String... settings) {
    String[] all = new String[settings.length + 2];
    System.arraycopy(settings, 0, all, 2, settings.length);
    all[0] = "url: " + url;
    all[1] = "model: " + LlmServer.MODEL;
    LlmConfig config = TestConfig.section("llm", LlmConfig.class, all);
    int port = config.chats().getPort();
    ChatClient client =
        new ChatClient(
            config,
            way.apply(TestEgress.to(vertx, "llm", port)),
            () -> Future.succeededFuture(new Secret(key)),
            InstantSource.system());
    ChatRequest request = new ChatRequest(List.of(ChatMessage.user(prompt)), 100, Optional.of(0.5));
    return client.ask(request, said::add);
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
    way = Prompt::new;

    assertThat(await(ask("Hi").answer()).text()).isEqualTo("Hello there.");
    assertThat(said).containsExactly("Hell", "o th", "ere.");
  }

  private static ChatFailure refused(ChatCall call) {
    return (ChatFailure) failure(call.answer());
  }

  @Test
  void an_answer_comes_bit_by_bit_with_its_usage() {
    ChatAnswer answer = await(ask("Hi").answer());

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

    await(ask("Hi", "limit-field: max-completion-tokens").answer());

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

    assertThat(await(ask("Hi").answer()).text()).isEqualTo("a");
  }

  @Test
  void a_server_that_cannot_stream_is_understood() {
    server.script = chat -> () -> chat.document("All at once.");

    ChatAnswer answer = await(ask("Hi").answer());

    assertThat(answer.text()).isEqualTo("All at once.");
    assertThat(answer.usage()).isEqualTo(new Usage(3, 4));
  }

  @Test
  void a_stream_that_is_cut_is_a_failure() {
    server.script = chat -> () -> chat.begin().delta("Hel").cut();

    assertThat(refused(ask("Hi")).kind()).isEqualTo(ChatFailure.Kind.UNWELL);
  }

  @Test
  void a_stream_that_ends_in_order_without_a_finish_is_a_failure() {
    server.script = chat -> () -> chat.begin().delta("Hel").stop();

    assertThat(refused(ask("Hi"))).hasMessageContaining("broke off");
  }

  @Test
  void what_comes_after_the_last_word_does_not_matter() {
    server.script = chat -> () -> chat.begin().delta("Hello").finish("stop").cut();

    assertThat(await(ask("Hi").answer()).text()).isEqualTo("Hello");
  }

  @Test
  void an_error_after_a_good_beginning_is_a_failure() {
    server.script =
        chat ->
            () -> {
              chat.begin().delta("Hel");
              chat.raw("event: error\n");
              chat.event(
                      new JsonObject()
                          .put("error", new JsonObject().put("message", "The GPU is on fire.")))
                  .end();
            };

    ChatFailure failure = refused(ask("Hi"));

    assertThat(failure.kind()).isEqualTo(ChatFailure.Kind.UNWELL);
    assertThat(failure).hasMessageContaining("The GPU is on fire.");
  }

  @Test
  void a_busy_server_says_when_to_come_again() {
    server.script =
        chat ->
            () ->
                chat.header("Retry-After", "17")
                    .error(429, "Rate limit reached.", "requests", "rate_limit_exceeded");

    ChatFailure failure = refused(ask("Hi"));

    assertThat(failure.after()).contains(Duration.ofSeconds(17));
    assertThat(failure).hasMessage("The LLM endpoint answered 429: Rate limit reached.");
  }

  @Test
  void a_wrong_key_is_refused_and_not_told() {
    ChatFailure failure = refused(askAt(server.url(), "Hi", "sk-wrong-0123456789"));

    assertThat(failure.kind()).isEqualTo(ChatFailure.Kind.REFUSED);
    assertThat(failure)
        .hasMessage("The LLM endpoint answered 401: Incorrect API key provided: Bearer ***");
  }

  @Test
  void a_chat_that_does_not_fit_is_told_apart() {
    server.context = 101;

    assertThat(refused(ask("Hello there")).kind()).isEqualTo(ChatFailure.Kind.TOO_LONG);
  }

  @Test
  void a_server_that_falls_silent_is_left_at_the_deadline() {
    server.script = chat -> () -> chat.begin().delta("Hel");

    ChatFailure failure = refused(ask("Hi", "deadline: 1s"));

    assertThat(failure).hasMessageContaining("did not answer in time");
    until("the connection is closed", () -> server.closedByClient.get() == 1);
  }

  @Test
  void what_is_given_up_is_closed_so_that_nothing_more_is_paid_for() {
    server.script = chat -> () -> chat.begin().delta("Hel");
    ChatCall call = ask("Hi");
    until("a word came", () -> !said.isEmpty());

    call.cancel();

    assertThat(refused(call).kind()).isEqualTo(ChatFailure.Kind.CANCELLED);
    until("the connection is closed", () -> server.closedByClient.get() == 1);
  }

  @Test
  void what_is_given_up_before_it_began_is_closed_too() {
    ChatCall call = ask("Hi");

    call.cancel();

    assertThat(refused(call).kind()).isEqualTo(ChatFailure.Kind.CANCELLED);
    assertThat(said).isEmpty();
  }

  @Test
  void nobody_listening_is_a_failure_that_may_pass() {
    ChatCall call = askAt("http://127.0.0.1:%d/v1".formatted(Ports.free()), "Hi", "");

    assertThat(refused(call).kind()).isEqualTo(ChatFailure.Kind.UNWELL);
  }

  @Test
  void a_host_that_is_not_listed_is_named_with_its_setting() {
    ChatCall call = askAt("http://127.0.0.2:%d/v1".formatted(server.port()), "Hi", LlmServer.KEY);

    ChatFailure failure = refused(call);

    assertThat(failure.kind()).isEqualTo(ChatFailure.Kind.REFUSED);
    assertThat(failure).hasMessageContaining("egress.llm").hasMessageContaining("not among");
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
