package verticles.llm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import verticles.identity.Role;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskLimits;
import verticles.tasks.TaskResult;
import verticles.tasks.TaskType;

/** The task {@code llm.generate}: lets a model answer a prompt or go on with a chat. */
record GenerateTask(LlmConfig config, ChatClient client, LongText texts)
    implements TaskType<ChatRequest> {
  private static final int CHARACTERS_OF_A_TOKEN = 4;

  @Override
  public String name() {
    return "llm.generate";
  }

  @Override
  public String title() {
    return "Lets a language model answer a prompt, or go on with a chat.";
  }

  @Override
  public Role role() {
    return Role.TRADER;
  }

  @Override
  public Optional<String> unavailable() {
    return LlmTasks.unavailable(config);
  }

  @Override
  public JsonObject schema() {
    return new JsonObject(
        """
        {"type": "object", "additionalProperties": false, "properties": {
          "prompt": {"type": "string", "minLength": 1, "maxLength": 60000},
          "messages": {"type": "array", "minItems": 1, "maxItems": 200, "items": {
            "type": "object", "additionalProperties": false, "required": ["role", "content"], "properties": {
              "role": {"type": "string", "enum": ["system", "user", "assistant"]},
              "content": {"type": "string", "minLength": 1, "maxLength": 60000}}}},
          "system": {"type": "string", "minLength": 1, "maxLength": 20000},
          "maxTokens": {"type": "integer", "minimum": 1, "maximum": %d},
          "temperature": {"type": "number", "minimum": 0, "maximum": 2}}}
        """
            .formatted(config.maxTokens()));
  }

  @Override
  public ChatRequest read(JsonObject payload) {
    if (payload.containsKey("prompt") == payload.containsKey("messages")) {
      throw LlmTasks.bad("/payload/prompt", "Give a prompt or messages, one of them.");
    }
    List<ChatMessage> messages = new ArrayList<>();
    if (payload.containsKey("system")) {
      messages.add(ChatMessage.system(payload.getString("system")));
    }
    if (payload.containsKey("prompt")) {
      messages.add(ChatMessage.user(payload.getString("prompt")));
    }
    JsonArray said = payload.getJsonArray("messages", new JsonArray());
    for (int at = 0; at < said.size(); at++) {
      JsonObject message = said.getJsonObject(at);
      messages.add(new ChatMessage(message.getString("role"), message.getString("content")));
    }
    return new ChatRequest(
        messages,
        payload.getInteger("maxTokens", config.maxTokens()),
        Optional.ofNullable(payload.getDouble("temperature")));
  }

  @Override
  public TaskLimits limits() {
    return LlmTasks.limits(config).ofOwner(OptionalInt.of(2), OptionalInt.empty()).attempts(4);
  }

  @Override
  public TaskResult run(ChatRequest request, TaskContext context) {
    ChatAnswer answer = ask(request, context);
    JsonObject about =
        new JsonObject()
            .put("model", answer.model())
            .put("finishReason", answer.finishReason())
            .put("usage", answer.usage().json());
    return texts.leave(answer.text(), about, context.owner());
  }

  private ChatAnswer ask(ChatRequest request, TaskContext context) {
    try {
      return new TaskChat(client, context).ask(request, progress(request, context));
    } catch (ChatFailure failure) {
      throw TaskChat.meaning(failure);
    }
  }

  /** How far it is, guessed: nobody knows how long an answer will be. */
  private static Consumer<String> progress(ChatRequest request, TaskContext context) {
    AtomicInteger characters = new AtomicInteger();
    double most = (double) request.maxTokens() * CHARACTERS_OF_A_TOKEN;
    return said -> {
      int now = characters.addAndGet(said.length());
      context.progress(Math.min(99, 100 * now / most), "%,d characters so far".formatted(now));
    };
  }
}
