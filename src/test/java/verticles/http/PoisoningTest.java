package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.identity.Role;

/** Nothing that is not part of a key changes an answer, and no address makes one be kept. */
class PoisoningTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Scheme: nothttps",
        "X-Forwarded-For: evil.example",
        "X-Forwarded-Prefix: /evil.example",
        "X-Original-URL: /evil.example",
        "X-Rewrite-URL: /evil.example",
        "X-Host: evil.example",
        "Forwarded: host=evil.example",
        "Cookie: a=evil.example",
        "Accept-Language: evil.example",
        "Cache-Control: max-age=0, evil.example",
        "Range: bytes=0-1",
        "Origin: https://evil.example",
        "X-HTTP-Method-Override: PURGE"
      })
  void aHeaderThatIsNotPartOfTheKeyChangesNothing(String header) {
    String[] parts = header.split(": ", 2);
    String path = "/api/v1/data/prices?zone=Z" + Math.abs(header.hashCode());

    // the attacker comes first, so that theirs is the answer that is kept
    HttpResponse<String> attacked =
        server.send(server.as(Role.VIEWER, path).header(parts[0], parts[1]));
    HttpResponse<String> plain = server.get(Role.VIEWER, path);
    HttpResponse<String> page = server.send(server.request("/").header(parts[0], parts[1]));

    assertThat(attacked.statusCode()).isEqualTo(200);
    assertThat(attacked.headers().firstValue("x-cache-status")).hasValue("MISS");
    assertThat(plain.headers().firstValue("x-cache-status")).hasValue("HIT");
    assertThat(plain.body()).isEqualTo(attacked.body());
    assertThat(server.cache.entries.keySet()).noneMatch(key -> key.contains("evil"));
    assertThat(attacked.headers().map().toString() + plain.headers().map() + page.headers().map())
        .doesNotContain("evil");
    assertThat(page.body()).doesNotContain("evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/data/prices.css?zone=DK1",
        "/api/v1/data/prices/a.css?zone=DK1",
        "/api/v1/data/prices;a.css?zone=DK1",
        "/api/v1/data/prices%2fa.css?zone=DK1",
        "/api/v1/data/prices%3ba.js?zone=DK1",
        "/api/v1/data/prices?zone=DK1&a.css",
        "/api/v1/auth/options/a.js"
      })
  void anAddressMadeToLookLikeAFileIsKeptNowhere(String path) {
    HttpResponse<String> answer = server.get(Role.VIEWER, path);

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(answer.headers().allValues("cache-control")).containsExactly("no-store");
  }
}
