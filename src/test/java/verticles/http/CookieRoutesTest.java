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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.identity.Role;

/** What the pages of other sites may not do with the cookie of a session. */
class CookieRoutesTest {
  private static final String REFRESH = "/api/v1/auth/refresh";
  private static final String COOKIE =
      "spinreserve-session=01234567-89ab-cdef-0123-456789abcdef." + "A".repeat(43);

  /** It was let through, and ended at the database that this server has not. */
  private static final int LET_THROUGH = 503;

  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder refresh() {
    return server
        .request(REFRESH)
        .header("Cookie", COOKIE)
        .POST(HttpRequest.BodyPublishers.noBody());
  }

  private static HttpRequest.Builder ours() {
    return refresh().header("X-Requested-With", "spinreserve");
  }

  @Test
  void aVisitorWithoutACookieIsNobodyAndNoFailure() {
    HttpResponse<String> answer =
        server.send(server.request(REFRESH).POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void aCookieWithoutTheHeaderOfOurPageIsRefused() {
    assertThat(server.send(refresh()).statusCode()).isEqualTo(403);
    assertThat(server.send(refresh().header("X-Requested-With", "XMLHttpRequest")).statusCode())
        .isEqualTo(403);
    assertThat(server.send(ours()).statusCode()).isEqualTo(LET_THROUGH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "nonsense"})
  void aRequestThatTheBrowserSaysIsOfAnotherSiteIsRefused(String site) {
    assertThat(server.send(ours().header("Sec-Fetch-Site", site)).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"https://attacker.example", "null", "'http://127.0.0.1:1'", "'not an origin'"})
  void aRequestOfAnotherOriginIsRefused(String origin) {
    assertThat(server.send(ours().header("Origin", origin)).statusCode()).isEqualTo(403);
  }

  @Test
  void ourOwnPageIsLetThrough() {
    String origin = "http://127.0.0.1:" + server.front.port();

    assertThat(
            server
                .send(ours().header("Origin", origin).header("Sec-Fetch-Site", "same-origin"))
                .statusCode())
        .isEqualTo(LET_THROUGH);
    assertThat(server.send(ours().header("Origin", origin)).statusCode()).isEqualTo(LET_THROUGH);
  }

  @Test
  void anotherSiteSignsNobodyInEither() {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/auth/session")
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"username\":\"ann\",\"password\":\"of the attacker\"}")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void anOversizedCookieIsNoSessionAndTooManyAreNotRead() {
    HttpRequest.Builder large =
        server
            .request(REFRESH)
            .header("Cookie", "spinreserve-session=" + "A".repeat(6000))
            .header("X-Requested-With", "spinreserve")
            .POST(HttpRequest.BodyPublishers.noBody());
    HttpRequest.Builder many =
        server.request("/health/live").header("Cookie", "a=b; ".repeat(4000) + "c=d").GET();

    assertThat(server.send(large).statusCode()).isEqualTo(401);
    assertThat(server.send(many).statusCode()).isEqualTo(431);
  }

  @Test
  void aCookieOpensNothingElse() {
    for (String path : new String[] {"/api/v1/data", "/api/v1/auth/sessions"}) {
      HttpRequest.Builder request =
          server
              .request(path)
              .header("Cookie", COOKIE)
              .header("X-Requested-With", "spinreserve")
              .GET();

      assertThat(server.send(request).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void signingOutTakesTheCookieBack() {
    HttpResponse<String> answer =
        server.send(server.as(Role.VIEWER, "/api/v1/auth/session").DELETE());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("set-cookie").orElse(""))
        .startsWith("spinreserve-session=;")
        .containsIgnoringCase("HttpOnly")
        .contains("Max-Age=0", "Path=/api/v1/auth", "SameSite=Strict");
  }
}
