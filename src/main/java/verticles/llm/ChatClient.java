package verticles.llm;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import verticles.config.Secret;
import verticles.egress.Egress;
import verticles.egress.EgressRequest;
import verticles.egress.Purpose;

/**
 * The client of an endpoint that speaks as OpenAI's chat completions do. Neither what is asked nor
 * what is answered is ever logged. Safe to use from every thread.
 */
final class ChatClient {
  private final LlmConfig config;
  private final Egress egress;
  private final Supplier<Future<Secret>> key;
  private final InstantSource clock;

  ChatClient(LlmConfig config, Egress egress, Supplier<Future<Secret>> key, InstantSource clock) {
    this.config = config;
    this.egress = egress;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Asks once.
   *
   * @param said takes what is answered, bit by bit, on some event loop
   */
  ChatCall ask(ChatRequest request, Consumer<String> said) {
    ChatCall call = new ChatCall();
    key.get()
        .onSuccess(
            found ->
                egress
                    .open(Purpose.LLM, request(request, found))
                    .onSuccess(stream -> call.take(stream, new ErrorText(found, clock), said))
                    .onFailure(call::fail))
        .onFailure(call::fail);
    return call;
  }

  private EgressRequest request(ChatRequest request, Secret found) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "text/event-stream, application/json");
    if (!found.reveal().isEmpty()) {
      headers.put("Authorization", "Bearer " + found.reveal());
    }
    return new EgressRequest(
        "POST",
        config.chats(),
        headers,
        Buffer.buffer(request.json(config).encode()),
        config.deadline(),
        Long.MAX_VALUE);
  }
}
