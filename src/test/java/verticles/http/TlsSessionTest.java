package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;
import verticles.testing.PlainPostgres;
import verticles.testing.TestCertificates;
import verticles.testing.TestPostgres;

/** A session whose cookie goes over TLS and nowhere else. */
class TlsSessionTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String PASSWORD = "correct horse battery";
  private static final String NAME = "__Host-spinreserve-session=";

  private static TestServer server;
  private static HttpClient client;

  @BeforeAll
  static void start(@TempDir Path folder, @TempDir Path data) {
    TestCertificates authority = TestCertificates.in(folder);
    TestCertificates.Pem pem = authority.sign("node", "ip:127.0.0.1");
    HttpConfig config =
        TestServer.config(
            "tls: { certificate: '%s', key: '%s' }".formatted(pem.certificate(), pem.key()));
    server =
        new TestServer(
                data,
                config,
                TestServer.NOTIFICATIONS,
                new PlainPostgres(VERTX, TestPostgres.migrated()))
            .open();
    TestServer.await(
        server.services().identity().accounts().create("ann", PASSWORD, "north", Role.TRADER));
    client = HttpClient.newBuilder().sslContext(authority.client()).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
    TestServer.await(VERTX.close());
  }

  private static HttpResponse<String> post(String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.front.port() + path))
            .POST(BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String signIn() throws Exception {
    HttpResponse<String> answer =
        post(
            "/api/v1/auth/session",
            new JsonObject().put("username", "ann").put("password", PASSWORD).encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return setCookie(answer);
  }

  private static String setCookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("set-cookie").orElseThrow();
  }

  private static String value(String setCookie) {
    return setCookie.substring(0, setCookie.indexOf(';'));
  }

  private static HttpResponse<String> refresh(String cookie) throws Exception {
    return post("/api/v1/auth/refresh", "", "Cookie", cookie, "X-Requested-With", "spinreserve");
  }

  @Test
  void theCookieBelongsToThisHostAloneAndIsSentOverTlsOnly() throws Exception {
    String cookie = signIn();

    assertThat(cookie)
        .startsWith(NAME)
        .contains("; Secure", "; HTTPOnly", "; SameSite=Strict", "; Path=/;")
        .doesNotContainIgnoringCase("domain");
  }

  @Test
  void aSessionGoesOnAndAReplayEndsIt() throws Exception {
    String first = value(signIn());

    HttpResponse<String> goneOn = refresh(first);
    String second = value(setCookie(goneOn));
    HttpResponse<String> replayed = refresh(first);

    assertThat(goneOn.statusCode()).isEqualTo(200);
    assertThat(second).startsWith(NAME).isNotEqualTo(first);
    assertThat(replayed.statusCode()).isEqualTo(401);
    assertThat(setCookie(replayed)).startsWith(NAME + ";").contains("Max-Age=0", "; Secure");
    assertThat(refresh(second).statusCode()).isEqualTo(401);
  }

  @Test
  void theNameThatAPageOverPlainHttpCouldSetOpensNothing() throws Exception {
    String cookie = value(signIn()).replace("__Host-", "");

    assertThat(refresh(cookie).statusCode()).isEqualTo(204);
  }
}
