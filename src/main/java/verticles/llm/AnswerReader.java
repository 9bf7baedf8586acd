package verticles.llm;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/**
 * Puts an answer together from the chunks of its stream, or from its whole document. It is whole
 * when its {@code finish_reason} has come, not before. Used on one thread.
 */
final class AnswerReader {
  private static final String DONE = "[DONE]";

  private final ErrorText errors;
  private final Consumer<String> said;
  private final StringBuilder text = new StringBuilder();
  private String model = "";
  private String finishReason = "";
  private Usage usage = Usage.NONE;
  private boolean done;

  /** What is said is handed over as it comes. */
  AnswerReader(ErrorText errors, Consumer<String> said) {
    this.errors = errors;
    this.said = said;
  }

  /**
   * Takes the data of an event.
   *
   * @throws ChatFailure when it tells of an error, or cannot be read
   */
  void chunk(String data) {
    if (data.isBlank() || done) {
      return;
    }
    if (data.strip().equals(DONE)) {
      done = true;
      return;
    }
    take(data, "delta");
  }

  /**
   * Takes a whole document.
   *
   * @throws ChatFailure when it tells of an error, or cannot be read
   */
  void document(String json) {
    take(json, "message");
  }

  private void take(String json, String part) {
    try {
      JsonObject document = new JsonObject(json);
      if (document.getValue("error") != null) {
        throw errors.inBand(document);
      }
      model = document.getString("model", model);
      JsonObject counted = document.getJsonObject("usage");
      usage = counted == null ? usage : Usage.of(counted);
      JsonArray choices = document.getJsonArray("choices");
      if (choices != null && !choices.isEmpty()) {
        choice(choices.getJsonObject(0), part);
      }
    } catch (DecodeException | ClassCastException malformed) {
      throw ChatFailure.unwell("The answer of the LLM endpoint cannot be read.");
    }
  }

  private void choice(JsonObject choice, String part) {
    JsonObject words = choice.getJsonObject(part);
    // a cast, because what is no text is no answer
    String content = words == null ? null : (String) words.getValue("content");
    if (content != null && !content.isEmpty()) {
      text.append(content);
      said.accept(content);
    }
    String reason = choice.getString("finish_reason");
    finishReason = reason == null ? finishReason : reason;
  }

  /** Whether the endpoint said that nothing more comes. */
  boolean isDone() {
    return done;
  }

  /**
   * The answer.
   *
   * @throws ChatFailure UNWELL when it is not whole
   */
  ChatAnswer answer() {
    if (finishReason.isEmpty()) {
      throw ChatFailure.unwell("The answer of the LLM endpoint broke off.");
    }
    return new ChatAnswer(text.toString(), model, finishReason, usage);
  }

  /** Whether the answer is whole. */
  boolean isWhole() {
    return !finishReason.isEmpty();
  }
}
