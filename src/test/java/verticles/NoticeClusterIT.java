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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.postgres.PostgresTarget;
import verticles.testing.Patience;
import verticles.testing.RunningNode;
import verticles.testing.TestPostgres;

/**
 * Two nodes in processes of their own: what is told on one is heard on the other, also after it.
 */
class NoticeClusterIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder;

  /** Reads a stream until its node is gone, and keeps the namespaces it heard of. */
  private static final class Reader {
    private final List<String> heard = new CopyOnWriteArrayList<>();
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

  private static void tell(RunningNode node, String token, int number) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(
                    URI.create(node.baseUrl() + "/api/v1/performance/cache/invalidate"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"namespaces\":[\"n%d\"]}".formatted(number)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static List<String> upTo(int number) {
    return IntStream.rangeClosed(1, number).mapToObj(n -> "n" + n).toList();
  }

  private static List<String> namespaces(Reader reader) {
    return reader.heard.stream().filter(heard -> heard.startsWith("n")).toList();
  }

  @Test
  void nothing_is_lost_when_the_node_of_a_reader_is_killed() throws Exception {
    PostgresTarget database = TestPostgres.empty();
    Map<String, String> settings = new HashMap<>();
    settings.put("SPINRESERVE_POSTGRES_URL", database.connectionString());
    settings.put("SPINRESERVE_REDIS_URL", "none");
    settings.put("SPINRESERVE_GRID_CLUSTER_NAME", "notices");
    try (RunningNode first = RunningNode.start("serve", folder.resolve("1"), settings)) {
      settings.put("SPINRESERVE_GRID_MEMBERS", first.gridAddress());
      try (RunningNode second = RunningNode.start("serve", folder.resolve("2"), settings)) {
        String token = first.token("--role", "operator", "--user", "ann");
        Reader reader = new Reader();
        reader.open(second, token);
        tell(first, token, 1);
        Patience.holds(() -> assertThat(namespaces(reader)).isEqualTo(upTo(1)));

        for (int number = 2; number <= 6; number++) {
          tell(first, token, number);
        }
        second.kill();
        for (int number = 7; number <= 12; number++) {
          tell(first, token, number);
        }
        reader.open(first, token);

        Patience.holds(() -> assertThat(namespaces(reader)).isEqualTo(upTo(12)));
        Patience.holds(() -> assertThat(reader.heard).containsOnlyOnce("left"));
        assertThat(reader.heard).doesNotContain("gap");
      }
    }
  }
}
