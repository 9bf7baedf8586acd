package verticles.llm;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import verticles.identity.Caller;
import verticles.tasks.TaskFiles;
import verticles.tasks.TaskResult;

/** Leaves a text behind as the result of a task: in it while it is short, else as a file. */
record LongText(TaskFiles files) {
  /** Longer texts, in bytes, are files. */
  static final int LONGEST_INLINE = 32 * 1024;

  private static final String FILES = "/api/v1/tasks/files/";

  /** The result with that text; {@code about} says what else there is to know. */
  TaskResult leave(String text, JsonObject about, Caller owner) {
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size <= LONGEST_INLINE) {
      return TaskResult.of(about.put("text", text));
    }
    TaskFiles.Kept kept = files.keepResult(owner, text);
    return new TaskResult(
        about.put("file", kept.id().toString()).put("sizeBytes", size),
        Optional.of(FILES + kept.id()));
  }
}
