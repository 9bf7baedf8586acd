package verticles.llm;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import verticles.testing.Patience;

/**
 * A server on a free port of the loopback interface that speaks as OpenAI documents its chat
 * completions: it checks the key, the model and the form of what it is asked, counts tokens (four
 * characters each), cuts at the most of them, and refuses what does not fit into its context. How
 * it answers, and what goes wrong then, is for each test to say.
 */
final class LlmServer implements AutoCloseable {
  static final String KEY = "sk-test-0123456789abcdef";
  static final String MODEL = "small-1";

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  final List<JsonObject> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger closedByClient = new AtomicInteger();
  volatile int context;
  volatile Function<LlmChat, Runnable> script = chat -> chat::stop;

  LlmServer() {
    server =
        Patience.await(vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"));
    reset();
  }

  /** For the next test: it knows nothing of the last, has a large context and says hello. */
  void reset() {
    asked.clear();
    closedByClient.set(0);
    context = 100_000;
    script = chat -> () -> chat.say("Hello there.");
  }

  int port() {
    return server.actualPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  /** What was asked for, the newest last: what the user says in it. */
  List<String> users() {
    return asked.stream().map(LlmChat::user).toList();
  }

  /** Answers what a function makes of the user's message. */
  void model(Function<String, String> answers) {
    script = chat -> () -> chat.say(answers.apply(LlmChat.user(chat.asked)));
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              LlmChat chat = new LlmChat(vertx, request, new JsonObject(body));
              request.response().closeHandler(gone -> count(request));
              if (!chat.refused(context)) {
                asked.add(chat.asked);
                script.apply(chat).run();
              }
            });
  }

  private void count(HttpServerRequest request) {
    if (!request.response().ended()) {
      closedByClient.incrementAndGet();
    }
  }

  @Override
  public void close() {
    Patience.await(vertx.close());
  }
}
