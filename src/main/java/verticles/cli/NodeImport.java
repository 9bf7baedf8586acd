package verticles.cli;

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
import verticles.DataFolder;
import verticles.NodeConfig;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.market.ImportReport;
import verticles.market.ImportRequest;
import verticles.market.RowFormat;

/** An import through the running node of the data folder. */
record NodeImport(NodeConfig config, DataFolder.Running node) {
  private static final ObjectMapper JSON = new ObjectMapper();

  ImportReport run(ImportRequest request, InputStream rows)
      throws IOException, InterruptedException {
    Caller caller = new Caller(LocalUser.name(), request.organisation(), Role.TRADER);
    String token = LocalTokens.issue(config, caller, Duration.ofHours(1));
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(node.url() + path(request)))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", contentType(request.format()))
            .POST(BodyPublishers.ofInputStream(() -> rows))
            .build();
    try (HttpClient client = NodeHttp.client(config, node.url())) {
      HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
      return JSON.treeToValue(
          NodeAnswer.of(answer.statusCode(), answer.body()), ImportReport.class);
    }
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
