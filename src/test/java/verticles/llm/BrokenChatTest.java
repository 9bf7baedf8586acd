package verticles.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.llm.ChatDesk.refused;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.embedded.Ports;

/** The client against a server that breaks the protocol, and calls that are given up. */
class BrokenChatTest {
  private final ChatDesk desk = new ChatDesk();
  private final LlmServer server = desk.server;
  private final List<String> said = desk.said;

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void a_stream_that_is_cut_is_a_failure() {
    server.script = chat -> () -> chat.begin().delta("Hel").cut();

    assertThat(refused(desk.ask("Hi")).kind()).isEqualTo(ChatFailure.Kind.UNWELL);
  }

  @Test
  void a_stream_that_ends_in_order_without_a_finish_is_a_failure() {
    server.script = chat -> () -> chat.begin().delta("Hel").stop();

    assertThat(refused(desk.ask("Hi"))).hasMessageContaining("broke off");
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

    ChatFailure failure = refused(desk.ask("Hi"));

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

    ChatFailure failure = refused(desk.ask("Hi"));

    assertThat(failure.after()).contains(Duration.ofSeconds(17));
    assertThat(failure).hasMessage("The LLM endpoint answered 429: Rate limit reached.");
  }

  @Test
  void a_wrong_key_is_refused_and_not_told() {
    ChatFailure failure = refused(desk.askAt(server.url(), "Hi", "sk-wrong-0123456789"));

    assertThat(failure.kind()).isEqualTo(ChatFailure.Kind.REFUSED);
    assertThat(failure)
        .hasMessage("The LLM endpoint answered 401: Incorrect API key provided: Bearer ***");
  }

  @Test
  void a_chat_that_does_not_fit_is_told_apart() {
    server.context = 101;

    assertThat(refused(desk.ask("Hello there")).kind()).isEqualTo(ChatFailure.Kind.TOO_LONG);
  }

  @Test
  void a_server_that_falls_silent_is_left_at_the_deadline() {
    server.script = chat -> () -> chat.begin().delta("Hel");

    ChatFailure failure = refused(desk.ask("Hi", "deadline: 1s"));

    assertThat(failure).hasMessageContaining("did not answer in time");
    until("the connection is closed", () -> server.closedByClient.get() == 1);
  }

  @Test
  void what_is_given_up_is_closed_so_that_nothing_more_is_paid_for() {
    server.script = chat -> () -> chat.begin().delta("Hel");
    ChatCall call = desk.ask("Hi");
    until("a word came", () -> !said.isEmpty());

    call.cancel();

    assertThat(refused(call).kind()).isEqualTo(ChatFailure.Kind.CANCELLED);
    until("the connection is closed", () -> server.closedByClient.get() == 1);
  }

  @Test
  void what_is_given_up_before_it_began_is_closed_too() {
    ChatCall call = desk.ask("Hi");

    call.cancel();

    assertThat(refused(call).kind()).isEqualTo(ChatFailure.Kind.CANCELLED);
    assertThat(said).isEmpty();
  }

  @Test
  void nobody_listening_is_a_failure_that_may_pass() {
    ChatCall call = desk.askAt("http://127.0.0.1:%d/v1".formatted(Ports.free()), "Hi", "");

    assertThat(refused(call).kind()).isEqualTo(ChatFailure.Kind.UNWELL);
  }

  @Test
  void a_host_that_is_not_listed_is_named_with_its_setting() {
    ChatCall call =
        desk.askAt("http://127.0.0.2:%d/v1".formatted(server.port()), "Hi", LlmServer.KEY);

    ChatFailure failure = refused(call);

    assertThat(failure.kind()).isEqualTo(ChatFailure.Kind.REFUSED);
    assertThat(failure).hasMessageContaining("egress.llm").hasMessageContaining("not among");
  }
}
