package verticles.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.tasks.TaskRequest;
import verticles.tasks.TaskView;
import verticles.testing.TestConfig;
import verticles.testing.TestPostgres;

class GenerateTaskTest {
  private static final String TYPE = "llm.generate";
  private static final JsonObject PROMPT = new JsonObject().put("prompt", "Say hello.");

  private static LlmServer server;
  private static LlmDesk desk;

  @BeforeAll
  static void start() {
    server = new LlmServer();
    desk = new LlmDesk(TestPostgres.migrated(), LlmDesk.config(server.url()));
  }

  @BeforeEach
  void reset() {
    server.reset();
  }

  @AfterAll
  static void close() {
    desk.close();
    server.close();
  }

  @Test
  void a_prompt_is_answered() {
    JsonObject result = desk.result(desk.ask(TYPE, PROMPT));

    assertThat(result.getString("text")).isEqualTo("Hello there.");
    assertThat(result.getString("model")).isEqualTo("small-1-2026");
    assertThat(result.getString("finishReason")).isEqualTo("stop");
    assertThat(result.getJsonObject("usage"))
        .isEqualTo(
            new JsonObject()
                .put("promptTokens", 3)
                .put("completionTokens", 3)
                .put("totalTokens", 6));
  }

  @Test
  void a_chat_goes_on_with_its_system_words_first() {
    JsonArray messages =
        new JsonArray()
            .add(new JsonObject().put("role", "user").put("content", "2+2?"))
            .add(new JsonObject().put("role", "assistant").put("content", "4"))
            .add(new JsonObject().put("role", "user").put("content", "Sure?"));

    desk.result(
        desk.ask(
            TYPE,
            new JsonObject()
                .put("system", "Be brief.")
                .put("messages", messages)
                .put("maxTokens", 2)
                .put("temperature", 0)));

    JsonObject asked = server.asked.getFirst();
    assertThat(asked.getJsonArray("messages"))
        .isEqualTo(
            new JsonArray()
                .add(new JsonObject().put("role", "system").put("content", "Be brief."))
                .addAll(messages));
    assertThat(asked.getInteger("max_tokens")).isEqualTo(2);
    assertThat(asked.getDouble("temperature")).isZero();
  }

  @Test
  void an_answer_that_was_cut_says_so() {
    JsonObject result = desk.result(desk.ask(TYPE, PROMPT.copy().put("maxTokens", 2)));

    assertThat(result.getString("finishReason")).isEqualTo("length");
    assertThat(result.getString("text")).isEqualTo("Hello th");
  }

  @Test
  void a_long_answer_is_a_file() {
    String book = "word ".repeat(1600);
    server.model(prompt -> book.repeat(5));
    try (LlmDesk large =
        new LlmDesk(
            TestPostgres.migrated(),
            LlmDesk.config(server.url(), "max-tokens: 20000", "context: 40000"))) {
      UUID id = large.ask(TYPE, PROMPT);

      JsonObject result = large.result(id);

      UUID file = UUID.fromString(result.getString("file"));
      assertThat(result.containsKey("text")).isFalse();
      assertThat(large.view(id).artefact()).contains("/api/v1/tasks/files/" + file);
      assertThat(large.read(file)).isEqualTo(book.repeat(5));
    }
  }

  @Test
  void progress_is_seen_and_a_cancelled_one_costs_nothing_more() {
    server.script = chat -> () -> chat.begin().delta("x".repeat(4096));
    UUID id = desk.ask(TYPE, PROMPT);
    until("half way", () -> desk.view(id), task -> task.percent() > 40);
    assertThat(desk.view(id).message()).isEqualTo("4,096 characters so far");

    await(desk.tasks.cancel(LlmDesk.ANN, id));

    until("the connection is closed", () -> server.closedByClient.get() == 1);
    desk.until(id, "cancelled");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void a_busy_endpoint_is_asked_again_when_it_says() {
    server.script =
        chat ->
            () -> {
              if (server.asked.size() == 1) {
                chat.header("Retry-After", "1").error(429, "Slow down.", "requests", "");
              } else {
                chat.say("Hello.");
              }
            };

    UUID id = desk.ask(TYPE, PROMPT);

    assertThat(desk.result(id).getString("text")).isEqualTo("Hello.");
    JsonObject first = desk.view(id).attempts().getJsonObject(0);
    assertThat(first.encode()).contains("answered 429: Slow down.");
  }

  @Test
  void a_refusal_ends_it_with_what_was_said_and_without_the_prompt() {
    server.script =
        chat -> () -> chat.error(400, "Unsupported value.", "invalid_request_error", "");

    TaskView failed = desk.until(desk.ask(TYPE, PROMPT), "failed");

    assertThat(failed.error()).isEqualTo("The LLM endpoint answered 400: Unsupported value.");
    assertThat(server.asked).hasSize(1);
    assertThat(failed.attempts().encode() + failed.log().encode()).doesNotContain("Say hello");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                     | /payload/prompt
          {"prompt": "a", "messages": [{"role":"user","content":"b"}]} | /payload/prompt
          {"prompt": ""}                                         | /payload/prompt
          {"prompt": "a", "maxTokens": 999999}                   | /payload/maxTokens
          {"prompt": "a", "temperature": 3}                      | /payload/temperature
          {"messages": [{"role":"root","content":"b"}]}          | /payload/messages/0/role
          {"prompt": "a", "n": 2}                                | /payload/n
          """)
  void bad_payloads_are_named(String payload, String pointer) {
    FailureException refused =
        (FailureException)
            failure(
                desk.tasks.enqueue(TaskRequest.now(LlmDesk.ANN, TYPE, new JsonObject(payload))));

    assertThat(refused.failure()).isEqualTo(Failure.BAD_REQUEST);
    assertThat(refused.errors()).extracting(FieldError::pointer).contains(pointer);
  }

  @Test
  void without_an_endpoint_it_is_listed_and_refused_with_the_name_of_the_setting() {
    try (LlmDesk none =
        new LlmDesk(
            TestPostgres.migrated(), TestConfig.section("llm", LlmConfig.class, "model: m"))) {
      FailureException refused =
          (FailureException)
              failure(none.tasks.enqueue(TaskRequest.now(LlmDesk.ANN, TYPE, PROMPT)));

      assertThat(none.tasks.types()).extracting(type -> type.name()).contains(TYPE);
      assertThat(refused.failure()).isEqualTo(Failure.BAD_REQUEST);
      assertThat(refused.errors().getFirst().pointer()).isEqualTo("/type");
      assertThat(refused.errors().getFirst().detail()).contains("llm.url").contains("egress.llm");
    }
  }
}
