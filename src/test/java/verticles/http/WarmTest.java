package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.identity.Role;

class WarmTest {
  private static final String PATH = "/api/v1/performance/cache/warm";

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRunIsStartedWatchedAndEnded() {
    HttpResponse<String> started = post("{\"mode\":\"popular\"}");
    String place = started.headers().firstValue("location").orElse("");

    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(place).isEqualTo(PATH + "/run-0");
    JsonObject run = new JsonObject(server.get(Role.VIEWER, place).body());
    assertThat(run.getString("mode")).isEqualTo("popular");
    assertThat(run.getString("state")).isEqualTo("running");
    assertThat(run.getString("askedBy")).isEqualTo("ann");
    assertThat(run.getValue("finishedAt")).isNull();
    assertThat(server.get(Role.VIEWER, PATH).body()).contains("\"run-0\"");
    HttpResponse<String> ended = server.send(server.as(Role.OPERATOR, place).DELETE());
    assertThat(new JsonObject(ended.body()).getString("state")).isEqualTo("cancelled");
    assertThat(new JsonObject(ended.body()).getString("finishedAt"))
        .isEqualTo("2026-11-21T12:00:00Z");
  }

  @Test
  void datasetsCanBeNamed() {
    HttpResponse<String> started = post("{\"datasets\":[\"prices\",\"positions\"]}");

    assertThat(new JsonObject(started.body()).getString("mode")).isEqualTo("datasets");
    assertThat(started.body()).contains("[\"prices\",\"positions\"]");
  }

  @Test
  void aSecondRunOfTheModeIs409AndAnUnknownOne404() {
    post("{\"mode\":\"full\"}");

    assertThat(post("{\"mode\":\"full\"}").statusCode()).isEqualTo(409);
    assertThat(server.get(Role.VIEWER, PATH + "/none").statusCode()).isEqualTo(404);
    assertThat(server.get(Role.VIEWER, PATH + "/no_ne").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                       | /mode
          {"mode":"all"}                           | /mode
          {"mode":"datasets"}                      | /mode
          {"mode":"full","datasets":["prices"]}    | /mode
          {"datasets":[]}                          | /datasets
          {"datasets":["A B"]}                     | /datasets/0
          {"mode":"full","speed":9}                | speed
          """)
  void badInputIsRefusedNamingTheField(String body, String named) {
    HttpResponse<String> answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"errors\"").contains(named);
  }

  private HttpResponse<String> post(String body) {
    return server.send(
        server
            .as(Role.OPERATOR, PATH)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
