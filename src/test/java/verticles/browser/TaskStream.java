package verticles.browser;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What somebody is told of tasks, until it is closed; the last number is where to go on. */
final class TaskStream implements AutoCloseable {
  private final List<JsonObject> frames = new CopyOnWriteArrayList<>();
  private final InputStream events;
  private volatile String lastId;

  /** Goes on after {@code lastId}. */
  TaskStream(Demo demo, String token, String lastId) {
    this.lastId = lastId;
    HttpRequest request =
        HttpRequest.newBuilder(demo.node().baseUrl().resolve("/api/v1/notifications?topics=tasks"))
            .header("Authorization", "Bearer " + token)
            .header("Last-Event-ID", lastId)
            .build();
    events =
        HttpClient.newHttpClient()
            .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .join()
            .body();
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("data: ")) {
          frames.add(new JsonObject(line.substring(6)));
        }
      }
    } catch (IOException closed) {
      lastId = lastId.strip();
    }
  }

  String lastId() {
    return lastId;
  }

  /** The states of a task in the order they were told, each as often as it was. */
  List<String> states(String task) {
    return payloads("task.").stream()
        .filter(payload -> task.equals(payload.getString("id")))
        .map(payload -> payload.getString("state"))
        .toList();
  }

  /** What was told beside what the stream says of itself. */
  List<JsonObject> payloads(String type) {
    return frames.stream()
        .filter(frame -> frame.getString("type").startsWith(type))
        .map(frame -> frame.getJsonObject("payload"))
        .toList();
  }

  List<String> types() {
    return frames.stream().map(frame -> frame.getString("type")).toList();
  }

  @Override
  public void close() {
    try {
      events.close();
    } catch (IOException gone) {
      lastId = lastId.strip();
    }
  }
}
