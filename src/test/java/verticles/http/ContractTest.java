package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import verticles.identity.Role;
import verticles.testing.Patience;

/** What the contract says is what the server does. */
class ContractTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Contract.Spec> operations() {
    return Contract.load().operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationAnswersAndAsksForTheRoleItNames(Contract.Spec spec) {
    int anonymous = status(spec, Optional.empty());

    if (spec.role().isEmpty()) {
      assertThat(anonymous).isNotIn(401, 403, 405, 500, 501);
      return;
    }
    assertThat(anonymous).isEqualTo(401);
    isTakenDown(spec, 401);
    for (Role role : Role.values()) {
      if (Set.of("streamLatestPrices", "streamNotifications").contains(spec.id())
          && role.covers(spec.role().get())) {
        continue;
      }
      int status = status(spec, Optional.of(role));
      if (role.covers(spec.role().get())) {
        assertThat(status).isNotIn(401, 403, 405, 500, 501);
      } else {
        assertThat(status).isEqualTo(403);
        isTakenDown(spec, 403);
      }
    }
  }

  private static void isTakenDown(Contract.Spec spec, int status) {
    Patience.holds(
        () ->
            assertThat(server.audit.refused)
                .anyMatch(
                    event -> event.operation().equals(spec.id()) && event.status() == status));
  }

  private static int status(Contract.Spec spec, Optional<Role> role) {
    String path =
        spec.path()
            .replace("{dataset}", "prices")
            .replace("{asset}", "none.js")
            .replaceAll("\\{[a-zA-Z]+}", "none");
    HttpRequest.Builder request =
        (role.isPresent() ? server.as(role.get(), path) : server.request(path))
            .header("Content-Type", spec.json() ? "application/json" : "text/csv")
            .method(
                spec.method().name(),
                spec.method().name().equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("{}"));
    return server.send(request).statusCode();
  }

  @Test
  void anOperationWithoutAHandlerStopsTheStart(@TempDir Path data) {
    Contract more =
        Contract.of(Contract.load().text().replace("operationId: docs", "operationId: unheardOf"));

    try (TestServer other = new TestServer(data)) {
      assertThatThrownBy(
              () -> TestServer.await(other.front.open(other.vertx, other.services(), more)))
          .hasMessageContaining("unheardOf");
      assertThat(other.health.ready()).isFalse();
    }
  }

  @Test
  void whatIsNotInTheContractDoesNotExist() {
    HttpResponse<String> program = server.get(Role.ADMIN, "/api/v1/nothing");
    HttpResponse<String> browser =
        server.send(server.request("/nothing").header("Accept", "text/html,*/*;q=0.8"));

    assertThat(program.statusCode()).isEqualTo(404);
    assertThat(program.body()).contains("urn:spinreserve:problem:not-found");
    assertThat(browser.statusCode()).isEqualTo(404);
    assertThat(browser.body()).contains("There is nothing here");
  }

  @Test
  void anotherMethodIs405WithThoseThatAre() {
    HttpResponse<String> answer =
        server.send(server.as(Role.ADMIN, "/api/v1/data/prices").DELETE());
    HttpResponse<String> trace =
        server.send(server.request("/health").method("TRACE", HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
    assertThat(answer.body()).contains("method-not-allowed");
    assertThat(trace.statusCode()).isEqualTo(405);
  }

  @Test
  void optionsNeverRunsAnOperation() {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/auth/session")
                .header("Access-Control-Request-Headers", "Authorization")
                .header("Origin", "https://evil.example")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("allow")).contains("DELETE, OPTIONS, POST");
    assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void headIsWhereGetIs() {
    for (String path :
        new String[] {"/", "/docs", "/openapi.yaml", "/health/live", "/api/v1/data"}) {
      HttpResponse<String> head =
          server.send(
              server.as(Role.VIEWER, path).method("HEAD", HttpRequest.BodyPublishers.noBody()));

      assertThat(head.statusCode()).as(path).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValueAsLong("content-length").orElse(0)).isPositive();
    }
  }

  @Test
  void aBadBodyIsRefusedWithEachBadPart() {
    HttpResponse<String> answer = signIn("{\"username\":\"\",\"colour\":1}", "application/json");
    HttpResponse<String> broken = signIn("{\"username\":", "application/json");
    HttpResponse<String> list = signIn("[1]", "application/json");
    HttpResponse<String> form = signIn("username=ann", "application/x-www-form-urlencoded");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("password").contains("\"errors\"");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(list.statusCode()).isEqualTo(400);
    assertThat(form.statusCode()).isEqualTo(415);
  }

  @Test
  void anUnknownOrMalformedParameterIsNamed() {
    HttpResponse<String> unknown =
        server.send(
            server
                .as(Role.TRADER, "/api/v1/market/prices?zoen=DK1")
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString("a")));
    HttpResponse<String> malformed =
        server.send(
            server
                .as(Role.TRADER, "/api/v1/market/prices?intervalMinutes=7")
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString("a")));

    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("\"pointer\":\"zoen\"");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body()).contains("\"pointer\":\"intervalMinutes\"");
  }

  @Test
  void theReferenceShowsEveryOperationAndRunsNoScript() {
    HttpResponse<String> docs = server.send(server.request("/docs"));

    assertThat(docs.statusCode()).isEqualTo(200);
    operations().forEach(spec -> assertThat(docs.body()).contains("id=\"" + spec.id() + "\""));
    assertThat(docs.body()).doesNotContain("<script").contains("curl -X POST");
    operations()
        .forEach(
            spec -> {
              int begin = docs.body().indexOf("id=\"" + spec.id() + "\"");
              int end = docs.body().indexOf("</article>", begin);
              String article = docs.body().substring(begin, end);
              assertThat(article)
                  .contains("<small>role</small> " + spec.role().map(Role::label).orElse("none"));
              assertThat(article.contains("<small>scope</small>"))
                  .isEqualTo(spec.scope().isPresent());
              assertThat(article.contains("<small>of</small>"))
                  .isEqualTo(spec.owner() != Owner.NONE);
            });
    assertThat(docs.headers().firstValue("content-security-policy").orElse(""))
        .startsWith("default-src 'none'; style-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(server.send(server.request("/openapi.yaml")).body()).startsWith("openapi: 3.1.0");
  }

  private static HttpResponse<String> signIn(String body, String type) {
    return server.send(
        server
            .request("/api/v1/auth/session")
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
