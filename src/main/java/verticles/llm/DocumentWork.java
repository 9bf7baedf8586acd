package verticles.llm;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskFailure;
import verticles.tasks.TaskResult;

/**
 * One attempt at a document: part by part, each kept before the next begins, so that another
 * attempt goes on where this one ends. Used on the thread of the attempt.
 */
final class DocumentWork {
  /** A part that is still too large with fewer characters is given up. */
  private static final int SMALLEST_PART = 200;

  private static final int MOST_ROUNDS = 6;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Enhancement wanted;
  private final TaskContext context;
  private final TaskChat chat;
  private final Documents documents;
  private final LlmConfig config;
  private Reached reached;
  private int doneHere;

  DocumentWork(
      Enhancement wanted,
      TaskContext context,
      TaskChat chat,
      Documents documents,
      LlmConfig config) {
    this.wanted = wanted;
    this.context = context;
    this.chat = chat;
    this.documents = documents;
    this.config = config;
    this.reached = context.checkpoint().map(Reached::read).orElse(Reached.nothing(0));
  }

  /** Works until all is done. */
  TaskResult run(LongText texts) {
    String text;
    try {
      text = rounds();
    } catch (FailureException gone) {
      if (gone.failure() != Failure.NOT_FOUND || reached.parts() == 0) {
        throw gone;
      }
      context.log("what was made before is not kept any more; it begins again");
      reached = Reached.nothing(0);
      text = rounds();
    }
    return texts.leave(text, about(text), context.owner());
  }

  private String rounds() {
    while (true) {
      String text =
          reached.source().map(documents::kept).orElseGet(() -> documents.original(wanted));
      if (reached.size() == 0) {
        reached = Reached.nothing(new PartSize(config).characters(text, wanted));
      }
      work(text);
      List<UUID> results = reached.results();
      String joined = String.join(wanted.joint(), results.stream().map(documents::kept).toList());
      boolean one = !wanted.condenses() || results.size() < 2;
      // what does not become shorter would never end
      if (one || joined.length() > 0.8 * text.length() || reached.round() == MOST_ROUNDS) {
        return joined;
      }
      keep(reached.again(documents.keep(joined)));
      results.forEach(documents::forget);
    }
  }

  private void work(String text) {
    while (reached.at() < text.length()) {
      Part part = Part.next(text, reached.at(), reached.size());
      Optional<ChatAnswer> answer =
          part.isBlank() ? Optional.of(Documents.NOTHING) : ask(part, text);
      if (answer.isPresent()) {
        String result = wanted.result(part, answer.get().text());
        keep(reached.with(part, documents.keep(result), answer.get()));
        doneHere++;
        context.log(
            "part %d: %,d characters became %,d"
                .formatted(reached.parts(), part.core().length(), answer.get().text().length()));
        progress(text, 0);
      } else {
        halve();
      }
    }
  }

  private void keep(Reached next) {
    context.checkpoint(next.json());
    reached = next;
  }

  /** Empty when the part, or its result, is too large for the model. */
  private Optional<ChatAnswer> ask(Part part, String text) {
    ChatRequest request =
        new ChatRequest(
            List.of(ChatMessage.system(wanted.task()), ChatMessage.user(part.core())),
            config.maxTokens(),
            Optional.empty());
    int most = part.core().length();
    AtomicInteger said = new AtomicInteger();
    try {
      ChatAnswer answer =
          chat.ask(
              request, words -> progress(text, Math.min(most, said.addAndGet(words.length()))));
      requireResult(answer);
      return answer.cut() ? Optional.empty() : Optional.of(answer);
    } catch (ChatFailure failure) {
      if (failure.kind() == ChatFailure.Kind.TOO_LONG) {
        return Optional.empty();
      }
      boolean another = failure.kind() == ChatFailure.Kind.UNWELL && doneHere > 0;
      // attempts that came further are not counted: a long document meets more trouble
      throw another
          ? TaskFailure.snooze(failure.detail(), failure.after().orElse(PAUSE))
          : TaskChat.meaning(failure);
    }
  }

  private static void requireResult(ChatAnswer answer) {
    if (answer.finishReason().equals("content_filter")) {
      throw TaskFailure.permanent("The model refuses to work on a part (content_filter).");
    }
    if (!answer.cut() && answer.text().isBlank()) {
      throw ChatFailure.unwell("The model gave no result for a part.");
    }
  }

  private void halve() {
    if (reached.size() / 2 < SMALLEST_PART) {
      throw TaskFailure.permanent(
          "The model cannot work on a part of %d characters: llm.max-tokens or llm.context is too small."
              .formatted(reached.size()));
    }
    keep(reached.halved());
    context.log("parts have at most %,d characters from here on".formatted(reached.size()));
  }

  private void progress(String text, int more) {
    double share = Math.min(1.0, (reached.at() + (double) more) / text.length());
    // what is left shrinks with each round of condensing
    double left =
        wanted.condenses() ? Math.pow(0.1, reached.round()) * (1 - 0.9 * share) : 1 - share;
    context.progress(
        Math.min(99, 100 * (1 - left)),
        "part %d, %.0f %% of the text".formatted(reached.parts() + 1, 100 * share));
  }

  private JsonObject about(String text) {
    return new JsonObject()
        .put("action", wanted.action().name().toLowerCase(Locale.ROOT))
        .put("parts", reached.parts())
        .put("characters", text.length())
        .put("model", reached.model())
        .put("usage", reached.usage().json());
  }
}
