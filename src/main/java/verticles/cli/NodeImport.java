package verticles.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import verticles.DataFolder;
import verticles.NodeConfig;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.market.ImportReport;
import verticles.market.ImportRequest;
import verticles.market.RowFormat;

/**
 * An import through the running node of the data folder. A long one becomes a task there, which it
 * waits for.
 *
 * @param bar shows how far the task is
 */
record NodeImport(NodeConfig config, DataFolder.Running node, Bar bar) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final Set<String> OVER = Set.of("succeeded", "failed", "cancelled", "quarantined");

  /** Sends rows of so many bytes, and waits until they are imported. */
  ImportReport run(ImportRequest request, InputStream rows, long size)
      throws IOException, InterruptedException {
    Caller caller = new Caller(LocalUser.name(), request.organisation(), Role.TRADER);
    String token = LocalTokens.issue(config, caller, TOKEN_LIFETIME).text();
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(node.url() + path(request)))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", contentType(request.format()))
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> rows), size))
            .build();
    try (HttpClient client = NodeHttp.client(config, node.url())) {
      HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
      JsonNode body = NodeAnswer.of(answer.statusCode(), answer.body());
      return answer.statusCode() == 202
          ? await(client, token, body)
          : JSON.treeToValue(body, ImportReport.class);
    }
  }

  private ImportReport await(HttpClient client, String token, JsonNode begun)
      throws IOException, InterruptedException {
    HttpRequest get =
        HttpRequest.newBuilder(
                URI.create(node.url() + "/api/v1/tasks/" + begun.path("id").asText()))
            .header("Authorization", "Bearer " + token)
            .build();
    JsonNode task = begun;
    while (!OVER.contains(task.path("state").asText())) {
      Thread.sleep(LOOK);
      HttpResponse<String> answer = client.send(get, BodyHandlers.ofString());
      task = NodeAnswer.of(answer.statusCode(), answer.body());
      bar.show(task.path("percent").asLong(), 100);
    }
    bar.end();
    if (task.path("state").asText().equals("succeeded")) {
      return JSON.treeToValue(task.path("result"), ImportReport.class);
    }
    String why = task.path("error").asText();
    throw FailureException.of(
        Failure.UNPROCESSABLE,
        why.isEmpty() ? "The import was %s.".formatted(task.path("state").asText()) : why,
        NodeAnswer.errors(task.path("result").path("badRows")));
  }

  private static String contentType(RowFormat format) {
    return switch (format) {
      case CSV -> "text/csv; charset=utf-8";
      case NDJSON -> "application/x-ndjson";
    };
  }

  private static String path(ImportRequest request) {
    List<String> query = new ArrayList<>();
    request.columns().forEach((column, field) -> query.add(pair("map", column + ":" + field)));
    request.zone().ifPresent(zone -> query.add(pair("zone", zone)));
    request.timeZone().ifPresent(zone -> query.add(pair("timeZone", zone)));
    request.portfolio().ifPresent(portfolio -> query.add(pair("portfolio", portfolio)));
    request
        .intervalMinutes()
        .ifPresent(minutes -> query.add(pair("intervalMinutes", String.valueOf(minutes))));
    return "/api/v1/market/" + request.kind().label() + "?" + String.join("&", query);
  }

  private static String pair(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
