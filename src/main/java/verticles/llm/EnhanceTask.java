package verticles.llm;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import verticles.identity.Role;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskFiles;
import verticles.tasks.TaskLimits;
import verticles.tasks.TaskResult;
import verticles.tasks.TaskType;

/** The task {@code document.enhance}: lets a model work on a text document, part by part. */
record EnhanceTask(LlmConfig config, ChatClient client, TaskFiles files, LongText texts)
    implements TaskType<Enhancement> {

  @Override
  public String name() {
    return "document.enhance";
  }

  @Override
  public String title() {
    return "Lets a language model summarise, proofread or translate a document, or follow an instruction.";
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
        {"type": "object", "additionalProperties": false, "required": ["action"], "properties": {
          "action": {"type": "string", "enum": ["summarise", "proofread", "translate", "custom"]},
          "text": {"type": "string", "minLength": 1, "maxLength": 60000},
          "file": {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
          "language": {"type": "string", "pattern": "^[A-Za-z][A-Za-z ()-]{1,59}$"},
          "instruction": {"type": "string", "minLength": 1, "maxLength": 2000}}}
        """);
  }

  @Override
  public Enhancement read(JsonObject payload) {
    var action = Enhancement.Action.valueOf(payload.getString("action").toUpperCase(Locale.ROOT));
    if (payload.containsKey("text") == payload.containsKey("file")) {
      throw LlmTasks.bad("/payload/text", "Give a text or a file that was sent, one of them.");
    }
    only(
        payload, "language", action == Enhancement.Action.TRANSLATE, "to translate, and only then");
    only(payload, "instruction", action == Enhancement.Action.CUSTOM, "for custom, and only then");
    return new Enhancement(
        action,
        payload.getString("language", ""),
        payload.getString("instruction", ""),
        Optional.ofNullable(payload.getString("file")).map(UUID::fromString),
        payload.getString("text", ""));
  }

  private static void only(JsonObject payload, String field, boolean needed, String when) {
    if (payload.containsKey(field) != needed) {
      throw LlmTasks.bad("/payload/" + field, "The %s is given %s.".formatted(field, when));
    }
  }

  @Override
  public TaskLimits limits() {
    return LlmTasks.limits(config).ofOwner(OptionalInt.of(2), OptionalInt.empty()).attempts(6);
  }

  @Override
  public TaskResult run(Enhancement wanted, TaskContext context) {
    Documents documents = new Documents(files, context.owner(), config.largestDocument());
    TaskChat chat = new TaskChat(client, context);
    return new DocumentWork(wanted, context, chat, documents, config).run(texts);
  }
}
