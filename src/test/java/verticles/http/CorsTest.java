package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.identity.Role;

class CorsTest {
  private static final String DESK = "https://desk.example";
  private static final String OTHER = "https://risk.example:8443";
  private static final String PRICES = "/api/v1/data/prices?zone=DK1";
  private static final String BATCH = "/api/v1/data:batch";

  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server =
        new TestServer(data, TestServer.config("cors-origins: [%s, %s]".formatted(DESK, OTHER)))
            .open();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> preflight(String path, String origin, String method) {
    return server.send(
        server
            .request(path)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", "authorization, x-anything")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
  }

  private static HttpResponse<String> read(String origin) {
    return server.send(server.as(Role.VIEWER, PRICES).header("Origin", origin));
  }

  private static String header(HttpResponse<String> answer, String name) {
    return String.join(", ", answer.headers().allValues(name));
  }

  private static boolean letsAnyoneIn(HttpResponse<String> answer) {
    return answer.headers().map().keySet().stream()
        .anyMatch(name -> name.startsWith("access-control-"));
  }

  @Test
  void aPreflightIsAnsweredFromTheContractWithoutAToken() {
    HttpResponse<String> answer = preflight(BATCH, DESK, "POST");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "access-control-allow-origin")).isEqualTo(DESK);
    assertThat(header(answer, "access-control-allow-methods")).isEqualTo("OPTIONS, POST");
    assertThat(header(answer, "access-control-allow-headers"))
        .contains("Authorization", "Content-Type", "Last-Event-ID", "If-None-Match")
        .doesNotContainIgnoringCase("anything");
    assertThat(header(answer, "access-control-max-age")).isEqualTo("600");
    assertThat(header(answer, "vary")).contains("Origin");
  }

  @Test
  void aPreflightRunsNothing() {
    int loads = server.cache.loads.get();
    HttpResponse<String> signOut =
        server.send(
            server
                .as(Role.ADMIN, "/api/v1/auth/session")
                .header("Origin", DESK)
                .header("Access-Control-Request-Method", "DELETE")
                .header("Access-Control-Request-Headers", "Authorization")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    preflight(PRICES, DESK, "GET");

    assertThat(signOut.statusCode()).isEqualTo(204);
    assertThat(signOut.headers().firstValue("clear-site-data")).isEmpty();
    assertThat(server.cache.loads.get()).isEqualTo(loads);
  }

  @Test
  void aPreflightForWhatIsNotThereAllowsNothing() {
    assertThat(header(preflight(BATCH, DESK, "DELETE"), "access-control-allow-methods")).isEmpty();
    assertThat(preflight("/api/v1/nothing", DESK, "GET").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "*",
        "https://evil.example",
        "http://desk.example",
        "https://desk.example:443",
        "https://desk.example.evil.example",
        "https://evildesk.example",
        "https://DESK.example",
        "https://desk.example/",
        "https://desk.example, https://risk.example:8443",
        "https://risk.example"
      })
  void anotherOriginHearsNothing(String origin) {
    HttpResponse<String> preflight = preflight(BATCH, origin, "POST");
    HttpResponse<String> read = read(origin);

    assertThat(letsAnyoneIn(preflight)).isFalse();
    assertThat(letsAnyoneIn(read)).isFalse();
    assertThat(header(preflight, "vary")).contains("Origin");
    assertThat(header(read, "vary")).contains("Origin");
    assertThat(preflight.body() + read.body() + preflight.headers() + read.headers().map())
        .doesNotContain("evil");
  }

  @Test
  void twoOriginsAreNone() {
    HttpResponse<String> answer =
        server.send(server.as(Role.VIEWER, PRICES).header("Origin", DESK).header("Origin", DESK));

    assertThat(letsAnyoneIn(answer)).isFalse();
  }

  @Test
  void theBrowsersCredentialsAreNeverAllowed() {
    assertThat(header(read(DESK), "access-control-allow-credentials")).isEmpty();
    assertThat(header(preflight(BATCH, DESK, "POST"), "access-control-allow-credentials"))
        .isEmpty();
  }

  @Test
  void aRefusalCanBeReadByAnAllowedOrigin() {
    HttpResponse<String> answer = server.send(server.request(PRICES).header("Origin", DESK));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "access-control-allow-origin")).isEqualTo(DESK);
    assertThat(header(answer, "access-control-expose-headers")).contains("X-Request-Id", "ETag");
  }

  @Test
  void anAnswerFromMemoryNeverNamesAnotherOrigin() throws Exception {
    String token = server.token(Role.VIEWER);
    for (int round = 0; round < 5; round++) {
      try (Raw raw = server.raw()) {
        for (String origin : new String[] {DESK, "", OTHER, "https://evil.example", "", DESK, ""}) {
          raw.send(
              "GET "
                  + PRICES
                  + " HTTP/1.1\nHost: x\nAuthorization: Bearer "
                  + token
                  + (origin.isEmpty() ? "" : "\nOrigin: " + origin)
                  + "\n\n");

          Raw.Answer answer = raw.answer();

          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.header("access-control-allow-origin"))
              .isEqualTo(origin.contains("evil") ? "" : origin);
          assertThat(answer.header("vary")).contains("Origin");
        }
      }
    }
  }

  @Test
  void withoutOriginsNobodyHearsAnythingOfIt(@TempDir Path data) {
    try (TestServer closed = new TestServer(data).open()) {
      HttpResponse<String> answer =
          closed.send(closed.as(Role.VIEWER, "/api/v1/data").header("Origin", DESK));

      assertThat(letsAnyoneIn(answer)).isFalse();
    }
  }
}
