package verticles.llm;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.egress.Egress;
import verticles.secret.SealedSecrets;
import verticles.tasks.TaskFiles;
import verticles.tasks.TaskLimits;
import verticles.tasks.TaskType;

/** The types of tasks that language models work on. */
public final class LlmTasks {
  private static final int PER_NODE = 4;

  private LlmTasks() {}

  /** The types; where no endpoint is configured they can be looked at, but not asked for. */
  public static List<TaskType<?>> of(
      LlmConfig config,
      Egress egress,
      SealedSecrets secrets,
      TaskFiles files,
      InstantSource clock) {
    LlmKey key = new LlmKey(config, secrets);
    return of(config, new ChatClient(config, egress, key::find, clock), files);
  }

  static List<TaskType<?>> of(LlmConfig config, ChatClient client, TaskFiles files) {
    LongText texts = new LongText(files);
    return List.of(
        new GenerateTask(config, client, texts), new EnhanceTask(config, client, files, texts));
  }

  static Optional<String> unavailable(LlmConfig config) {
    return config.configured()
        ? Optional.empty()
        : Optional.of(
            "This server has no language model: an operator sets llm.url and llm.model, and lists"
                + " the host in egress.llm.");
  }

  /** A node without an endpoint leaves such tasks to the others. */
  static TaskLimits limits(LlmConfig config) {
    return TaskLimits.perNode(config.configured() ? PER_NODE : 0).timeout(Duration.ofHours(1));
  }

  static FailureException bad(String pointer, String detail) {
    return FailureException.of(
        Failure.BAD_REQUEST,
        "The payload is not what the type takes.",
        List.of(new FieldError(pointer, detail)));
  }
}
