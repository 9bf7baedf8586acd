package verticles.llm;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One request to an {@link LlmServer}, and the ways to answer it. */
final class LlmChat {
  private static final int CHARACTERS_OF_A_TOKEN = 4;

  final JsonObject asked;
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;

  LlmChat(Vertx vertx, HttpServerRequest request, JsonObject asked) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.asked = asked;
  }

  static String user(JsonObject asked) {
    JsonArray messages = asked.getJsonArray("messages");
    return messages.getJsonObject(messages.size() - 1).getString("content");
  }

  /** Refuses what OpenAI refuses. */
  boolean refused(int context) {
    if (!request.method().name().equals("POST") || !"/v1/chat/completions".equals(request.path())) {
      error(404, "Unknown request URL: " + request.path(), "invalid_request_error", "unknown_url");
    } else if (!("Bearer " + LlmServer.KEY).equals(request.getHeader("Authorization"))) {
      error(
          401,
          "Incorrect API key provided: " + request.getHeader("Authorization"),
          "invalid_request_error",
          "invalid_api_key");
    } else if (!"application/json".equals(request.getHeader("Content-Type"))) {
      error(400, "We could not parse the JSON body.", "invalid_request_error", "");
    } else if (!LlmServer.MODEL.equals(asked.getString("model"))) {
      error(404, "The model does not exist.", "invalid_request_error", "model_not_found");
    } else if (asked.getJsonArray("messages", new JsonArray()).isEmpty()) {
      error(400, "Missing required parameter: 'messages'.", "invalid_request_error", "");
    } else if (promptTokens() + asked.getInteger("max_tokens", 0) > context) {
      error(
          400,
          "This model's maximum context length is %d tokens.".formatted(context),
          "invalid_request_error",
          "context_length_exceeded");
    } else {
      return false;
    }
    return true;
  }

  private int promptTokens() {
    return asked.getJsonArray("messages").stream()
        .mapToInt(message -> tokens(((JsonObject) message).getString("content")))
        .sum();
  }

  private static int tokens(String text) {
    return (text.length() + CHARACTERS_OF_A_TOKEN - 1) / CHARACTERS_OF_A_TOKEN;
  }

  void error(int status, String message, String type, String code) {
    JsonObject error = new JsonObject().put("message", message).put("type", type).put("code", code);
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("error", error).encode());
  }

  LlmChat header(String name, String value) {
    response.putHeader(name, value);
    return this;
  }

  /** A whole answer: a token at a time, as it is asked for, with its usage. */
  void say(String text) {
    int most = asked.getInteger("max_tokens") * CHARACTERS_OF_A_TOKEN;
    String said = text.substring(0, Math.min(most, text.length()));
    begin();
    for (int at = 0; at < said.length(); at += CHARACTERS_OF_A_TOKEN) {
      delta(said.substring(at, Math.min(said.length(), at + CHARACTERS_OF_A_TOKEN)));
    }
    finish(said.length() < text.length() ? "length" : "stop");
    usage(promptTokens(), tokens(said));
    end();
  }

  LlmChat begin() {
    response.setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
    return event(chunk(new JsonObject().put("role", "assistant").put("content", ""), null));
  }

  LlmChat delta(String content) {
    return event(chunk(new JsonObject().put("content", content), null));
  }

  LlmChat finish(String reason) {
    return event(chunk(new JsonObject(), reason));
  }

  LlmChat usage(int prompt, int completion) {
    JsonObject usage =
        new JsonObject()
            .put("prompt_tokens", prompt)
            .put("completion_tokens", completion)
            .put("total_tokens", prompt + completion);
    return event(chunk(new JsonObject(), null).put("choices", new JsonArray()).put("usage", usage));
  }

  private static JsonObject chunk(JsonObject delta, @Nullable String reason) {
    JsonObject choice =
        new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", reason);
    return new JsonObject()
        .put("id", "chatcmpl-1")
        .put("object", "chat.completion.chunk")
        .put("model", LlmServer.MODEL + "-2026")
        .put("choices", new JsonArray().add(choice));
  }

  LlmChat event(JsonObject data) {
    return raw("data: " + data.encode() + "\n\n");
  }

  LlmChat raw(String text) {
    response.write(text);
    return this;
  }

  void end() {
    raw("data: [DONE]\n\n");
    response.end();
  }

  /** Ends the stream in order, but without its last words. */
  void stop() {
    response.end();
  }

  /** Cuts the connection, a moment later, so that what was written before arrives. */
  void cut() {
    vertx.setTimer(100, now -> request.connection().close());
  }

  /** A whole answer in one document, as servers that cannot stream write it. */
  void document(String text) {
    JsonObject choice =
        new JsonObject()
            .put("index", 0)
            .put("message", new JsonObject().put("role", "assistant").put("content", text))
            .put("finish_reason", "stop");
    response
        .putHeader("Content-Type", "application/json")
        .end(
            new JsonObject()
                .put("model", LlmServer.MODEL)
                .put("choices", new JsonArray().add(choice))
                .put("usage", new JsonObject().put("prompt_tokens", 3).put("completion_tokens", 4))
                .encode());
  }
}
