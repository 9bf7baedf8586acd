package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import verticles.testing.RunningNode;

/** Reads a stream until its node is gone, and keeps the namespaces it heard of. */
final class NoticeReader {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile String lastId = "";

  void open(RunningNode node, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node.baseUrl() + "/api/v1/notifications"))
            .header("Authorization", "Bearer " + token);
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    HttpResponse<InputStream> answer =
        CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream()).join();
    assertThat(answer.statusCode()).isEqualTo(200);
    Thread.ofVirtual().start(() -> read(answer.body()));
  }

  private void read(InputStream events) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("data: ")) {
          take(new JsonObject(line.substring(6)));
        }
      }
    } catch (java.io.IOException killed) {
      assertThat(killed).isNotNull();
    }
  }

  private void take(JsonObject frame) {
    if (frame.getString("type").equals("cache.invalidated")) {
      heard.add(frame.getJsonObject("payload").getJsonArray("namespaces").getString(0));
    } else if (frame.getString("type").equals("node.left")) {
      heard.add("left");
    } else if (frame.getString("type").equals("snapshot")) {
      heard.add("gap");
    }
  }
}
