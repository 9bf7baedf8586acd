package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.cache.CacheConfig;
import verticles.identity.Role;

class PolicyTest {
  private static final String PATH = "/api/v1/performance/cache/policies";

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
  void policiesAreListedWithUnitsAndVersion() {
    HttpResponse<String> answer = server.get(Role.VIEWER, PATH);

    assertThat(answer.body())
        .contains("\"name\":\"realtime\",\"version\":3,\"freshSeconds\":60.0")
        .contains("\"softTimeoutMs\":200")
        .contains("\"eagerPercent\":80");
  }

  @Test
  void givenFieldsChangeAndTheOthersKeepTheirValue() {
    HttpResponse<String> answer =
        put("simple", "{\"freshSeconds\":1.5,\"adaptive\":true,\"longestSeconds\":7200}", "\"0\"");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("etag")).contains("\"1\"");
    CacheConfig.Policy now = server.admin.policies.get("simple").policy();
    assertThat(now.fresh()).isEqualTo(Duration.ofMillis(1500));
    assertThat(now.adaptive()).isTrue();
    assertThat(now.longest()).isEqualTo(Duration.ofHours(2));
    assertThat(now.staleIfError()).isEqualTo(Duration.ofMinutes(5));
    assertThat(now.softTimeout()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void anotherVersionIsNotOverwritten() {
    HttpResponse<String> answer = put("realtime", "{\"freshSeconds\":1}", "\"2\"");

    assertThat(answer.statusCode()).isEqualTo(412);
    assertThat(answer.body()).contains("version 3, not 2");
    assertThat(put("realtime", "{\"freshSeconds\":1}", "\"0\"").statusCode()).isEqualTo(412);
    assertThat(put("realtime", "{\"freshSeconds\":1}", "3").body())
        .contains("\"pointer\":\"If-Match\"");
    assertThat(server.admin.policies.get("realtime").version()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"freshSeconds":-1}                            | /freshSeconds
          {"freshSeconds":31536001}                      | /freshSeconds
          {"freshSeconds":"1m"}                          | /freshSeconds
          {"jitterPercent":51}                           | /jitterPercent
          {"jitterPercent":1.5}                          | /jitterPercent
          {"eagerPercent":9}                             | /eagerPercent
          {"softTimeoutMs":0}                            | /softTimeoutMs
          {"softTimeoutMs":13000}                        | /softTimeoutMs
          {"shared":"no"}                                | /shared
          {"shortestSeconds":60,"longestSeconds":10}     | /shortestSeconds
          {"colour":1}                                   | colour
          {}                                             | /
          """)
  void aBadFieldIsRefusedByName(String body, String named) {
    HttpResponse<String> answer = put("simple", body, "*");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"errors\"").contains(named);
    assertThat(server.admin.policies.get("simple").version()).isZero();
  }

  @Test
  void everyBadFieldIsNamedAtOnce() {
    HttpResponse<String> answer =
        put("simple", "{\"freshSeconds\":-1,\"jitterPercent\":99,\"shared\":3}", "*");

    assertThat(answer.body())
        .contains("/freshSeconds")
        .contains("/jitterPercent")
        .contains("/shared");
  }

  @Test
  void anUnknownPolicyIs404WithThoseThatAre() {
    HttpResponse<String> answer = put("simpel", "{\"freshSeconds\":1}", "*");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("realtime, simple");
  }

  @Test
  void onlyAnAdminChangesThem() {
    HttpResponse<String> answer =
        server.send(
            server
                .as(Role.OPERATOR, PATH + "/simple")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"freshSeconds\":1}")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(new JsonObject(answer.body()).getString("detail")).contains("admin");
  }

  private HttpResponse<String> put(String name, String body, String ifMatch) {
    return server.send(
        server
            .as(Role.ADMIN, PATH + "/" + name)
            .header("Content-Type", "application/json")
            .header("If-Match", ifMatch)
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }
}
