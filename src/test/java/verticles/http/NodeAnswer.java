package verticles.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What a node answered to a request of the contract; of a stream only its first line is read.
 *
 * @param type the media type without parameters; empty when there is none
 */
record NodeAnswer(int status, String type, String body, HttpResponse<InputStream> response) {
  private static final Pattern GUARD =
      Pattern.compile("Sign in first|needs the (role|scope)|token of a service|[Tt]he token");

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Sends it; an empty token sends none. What takes longer is a hang. */
  static NodeAnswer of(ContractNode node, ContractRequest request, String token) {
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(node.node().baseUrl() + request.path() + query))
            .timeout(Duration.ofSeconds(15))
            .method(
                request.method(),
                request.body().length() == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(request.body().getBytes()));
    request.headers().forEach(builder::header);
    if (!token.isEmpty()) {
      builder.header("Authorization", "Bearer " + token);
    }
    try {
      return read(CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer to " + request, e);
    }
  }

  private static NodeAnswer read(HttpResponse<InputStream> response) throws IOException {
    String type = response.headers().firstValue("content-type").orElse("").split(";")[0];
    try (InputStream in = response.body()) {
      byte[] body = type.equals("text/event-stream") ? in.readNBytes(10) : in.readAllBytes();
      return new NodeAnswer(
          response.statusCode(), type, new String(body, StandardCharsets.UTF_8), response);
    }
  }

  /** Whether the guard turned the caller away; an operation may have reasons of its own for 403. */
  boolean isTurnedAway() {
    return status == 405
        || status == 501
        || ((status == 401 || status == 403) && GUARD.matcher(body).find());
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
