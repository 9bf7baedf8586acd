package verticles.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import verticles.DataFolder;
import verticles.NodeConfig;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;

/** Asks the running node of the data folder, with the rights that a command needs. */
final class NodeClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String url;
  private final String token;
  private final HttpClient client;

  private NodeClient(HttpClient client, String url, String token) {
    this.client = client;
    this.url = url;
    this.token = token;
  }

  /**
   * An operator at the node that runs on the data folder.
   *
   * @throws FailureException UNAVAILABLE when none does
   */
  static NodeClient of(NodeConfig config) throws IOException {
    return of(config, Role.OPERATOR);
  }

  /** An administrator there. */
  static NodeClient admin(CommonOptions options) throws IOException {
    return of(options.load().settings(), Role.ADMIN);
  }

  private static NodeClient of(NodeConfig config, Role role) throws IOException {
    DataFolder.Running node =
        DataFolder.running(config.node().data())
            .orElseThrow(
                () ->
                    FailureException.of(
                        Failure.UNAVAILABLE,
                        "No node runs on %s. Start one, or name its folder with --data."
                            .formatted(config.node().data())));
    Caller caller = new Caller(LocalUser.name(), "", role);
    String token = LocalTokens.issue(config, caller, TOKEN_LIFETIME).text();
    return new NodeClient(NodeHttp.client(config, node.url()), node.url(), token);
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return write("POST", path, body);
  }

  JsonNode patch(String path, Object body) throws IOException, InterruptedException {
    return write("PATCH", path, body);
  }

  JsonNode delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  private JsonNode write(String method, String path, Object body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    return NodeAnswer.of(answer.statusCode(), answer.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
