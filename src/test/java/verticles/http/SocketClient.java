package verticles.http;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that keeps what it hears. */
final class SocketClient implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;

  /** Opens one; {@code headers} are pairs, {@code protocols} are offered in that order. */
  static SocketClient open(int port, String path, List<String> headers, List<String> protocols)
      throws Exception {
    return new SocketClient(URI.create("ws://127.0.0.1:" + port + path), headers, protocols);
  }

  /** The status that a handshake is refused with. */
  static int refused(int port, String path, List<String> headers, List<String> protocols)
      throws Exception {
    try (SocketClient opened = open(port, path, headers, protocols)) {
      return 101;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof java.net.http.WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw failed;
    }
  }

  private SocketClient(URI address, List<String> headers, List<String> protocols) throws Exception {
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    for (int index = 0; index < headers.size(); index += 2) {
      builder.header(headers.get(index), headers.get(index + 1));
    }
    if (!protocols.isEmpty()) {
      builder.subprotocols(protocols.getFirst(), protocols.stream().skip(1).toArray(String[]::new));
    }
    socket = builder.buildAsync(address, new Listener()).get(5, TimeUnit.SECONDS);
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.complete(1006);
    }
  }

  SocketClient send(String text) throws Exception {
    socket.sendText(text, true).get(5, TimeUnit.SECONDS);
    return this;
  }

  SocketClient sendBytes(byte[] bytes) throws Exception {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).get(5, TimeUnit.SECONDS);
    return this;
  }

  String protocol() {
    return socket.getSubprotocol();
  }

  /** The next frame that is no heartbeat. */
  JsonObject next() throws InterruptedException {
    while (true) {
      String text = texts.poll(5, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("nothing came");
      }
      JsonObject frame = new JsonObject(text);
      if (!"heartbeat".equals(frame.getString("type"))) {
        return frame;
      }
    }
  }

  /** The next frame of a type; what comes before it is skipped. */
  JsonObject next(String type) throws InterruptedException {
    while (true) {
      JsonObject frame = new JsonObject(String.valueOf(texts.poll(5, TimeUnit.SECONDS)));
      if (type.equals(frame.getString("type"))) {
        return frame;
      }
    }
  }

  int closeCode() throws Exception {
    return closed.get(5, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
