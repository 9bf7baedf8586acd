package verticles.llm;

import io.vertx.core.json.JsonObject;

/** Tokens as the endpoint counted them; 0 where it did not. */
record Usage(long promptTokens, long completionTokens) {
  static final Usage NONE = new Usage(0, 0);

  /** As the endpoint writes it. */
  static Usage of(JsonObject told) {
    return new Usage(told.getLong("prompt_tokens", 0L), told.getLong("completion_tokens", 0L));
  }

  /** As {@link #json} wrote it. */
  static Usage read(JsonObject kept) {
    return new Usage(kept.getLong("promptTokens", 0L), kept.getLong("completionTokens", 0L));
  }

  Usage plus(Usage other) {
    return new Usage(promptTokens + other.promptTokens, completionTokens + other.completionTokens);
  }

  JsonObject json() {
    return new JsonObject()
        .put("promptTokens", promptTokens)
        .put("completionTokens", completionTokens)
        .put("totalTokens", promptTokens + completionTokens);
  }
}
