package verticles.llm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A chat that wants to be continued.
 *
 * @param maxTokens of the answer
 * @param temperature 0 to 2; empty: as the endpoint likes
 */
record ChatRequest(List<ChatMessage> messages, int maxTokens, Optional<Double> temperature) {
  ChatRequest {
    messages = List.copyOf(messages);
  }

  /** As the endpoint reads it; the answer shall come bit by bit. */
  JsonObject json(LlmConfig config) {
    JsonArray said = new JsonArray();
    messages.forEach(
        message ->
            said.add(
                new JsonObject().put("role", message.role()).put("content", message.content())));
    JsonObject json =
        new JsonObject()
            .put("model", config.model())
            .put("messages", said)
            .put("stream", true)
            .put("stream_options", new JsonObject().put("include_usage", true));
    json.put(
        switch (config.limitField()) {
          case MAX_TOKENS -> "max_tokens";
          case MAX_COMPLETION_TOKENS -> "max_completion_tokens";
        },
        maxTokens);
    temperature.ifPresent(value -> json.put("temperature", value));
    return json;
  }
}
