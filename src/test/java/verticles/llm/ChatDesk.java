package verticles.llm;

import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import verticles.config.Secret;
import verticles.egress.Egress;
import verticles.testing.TestConfig;
import verticles.testing.TestEgress;

/** The client against a server that speaks the protocol over HTTP, and breaks it. */
final class ChatDesk implements AutoCloseable {
  final LlmServer server = new LlmServer();
  final List<String> said = new CopyOnWriteArrayList<>();
  UnaryOperator<Egress> way = egress -> egress;
  private final Vertx vertx = Vertx.vertx();

  ChatCall ask(String prompt, String... settings) {
    return askAt(server.url(), prompt, LlmServer.KEY, settings);
  }

  ChatCall askAt(String url, String prompt, String key, String... settings) {
    String[] all = new String[settings.length + 2];
    System.arraycopy(settings, 0, all, 2, settings.length);
    all[0] = "url: " + url;
    all[1] = "model: " + LlmServer.MODEL;
    LlmConfig config = TestConfig.section("llm", LlmConfig.class, all);
    int port = config.chats().getPort();
    ChatClient client =
        new ChatClient(
            config,
            way.apply(TestEgress.to(vertx, "llm", port)),
            () -> Future.succeededFuture(new Secret(key)),
            InstantSource.system());
    ChatRequest request = new ChatRequest(List.of(ChatMessage.user(prompt)), 100, Optional.of(0.5));
    return client.ask(request, said::add);
  }

  static ChatFailure refused(ChatCall call) {
    return (ChatFailure) failure(call.answer());
  }

  @Override
  public void close() {
    server.close();
    await(vertx.close());
  }
}
