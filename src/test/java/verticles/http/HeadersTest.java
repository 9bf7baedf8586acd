package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.SecurityHeaders.NOTHING_ALLOWED;
import static verticles.http.SecurityHeaders.document;
import static verticles.http.SecurityHeaders.every;
import static verticles.http.SecurityHeaders.one;
import static verticles.http.SecurityHeaders.security;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.identity.Caller;
import verticles.identity.Role;

/** What browsers and caches are told, on every kind of answer, exactly. */
class HeadersTest {
  private static final String PRICES = "/api/v1/data/prices?zone=DK1";

  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> unchanged(HttpResponse<String> first, String path) {
    HttpResponse<String> answer =
        server.send(server.as(Role.VIEWER, path).header("If-None-Match", one(first, "etag")));
    assertThat(answer.statusCode()).isEqualTo(304);
    return answer;
  }

  @Test
  void thePageAllowsOnlyWhatItContains() {
    HttpResponse<String> page = server.send(server.request("/"));
    String policy = one(page, "content-security-policy");

    assertThat(security(page)).isEqualTo(document(policy));
    assertThat(security(unchanged(page, "/"))).isEqualTo(document(policy));
    assertThat(Arrays.asList(policy.split("; ")))
        .contains(
            "default-src 'none'",
            "style-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'")
        .anyMatch(part -> part.matches("script-src 'self' 'sha256-[A-Za-z0-9+/=]{44}'"));
    assertThat(policy).doesNotContain("unsafe").doesNotContain("*").doesNotContain("http");
    assertThat(one(page, "permissions-policy")).contains("camera=()", "geolocation=()", "usb=()");
    assertThat(one(page, "cache-control")).isEqualTo("no-cache");
  }

  @Test
  void theReferenceRunsNothing() {
    HttpResponse<String> docs = server.send(server.request("/docs"));

    assertThat(security(docs)).isEqualTo(document(one(docs, "content-security-policy")));
    assertRunsNothing(docs);
  }

  private static void assertRunsNothing(HttpResponse<String> page) {
    assertThat(one(page, "content-security-policy"))
        .matches(
            "default-src 'none'; style-src 'sha256-[^']+'; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  @Test
  void aPartOfThePageMayBeKeptByAnyCacheAndNothingElseMay() {
    String page = server.send(server.request("/")).body();
    String path = page.replaceAll("(?s).*?(/a/[^\"]+\\.js).*", "$1");

    HttpResponse<String> part = server.send(server.request(path));

    assertThat(security(part)).isEqualTo(every(NOTHING_ALLOWED));
    assertThat(one(part, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(one(part, "content-type")).startsWith("text/javascript");
    assertThat(security(unchanged(part, path))).isEqualTo(every(NOTHING_ALLOWED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/data",
        "/api/v1/performance/cache/metrics",
        "/api/v1/performance/cache/entries",
        "/api/v1/performance/cache/policies",
        "/api/v1/performance/cache/warm",
        "/api/v1/auth/options",
        "/health"
      })
  void anAnswerOfTheApiIsKeptNowhere(String path) {
    HttpResponse<String> answer = server.get(Role.ADMIN, path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(security(answer)).isEqualTo(every(NOTHING_ALLOWED));
    assertThat(one(answer, "cache-control")).isEqualTo("no-store");
    assertThat(one(answer, "content-type")).isEqualTo("application/json; charset=utf-8");
  }

  @Test
  void aProblemIsKeptNowhere() {
    for (HttpResponse<String> problem :
        List.of(
            server.send(server.request(PRICES)),
            server.get(Role.VIEWER, "/api/v1/performance/cache/entries"),
            server.get(Role.VIEWER, "/api/v1/nothing"),
            server.get(Role.VIEWER, "/docs?x=1"),
            server.send(server.as(Role.VIEWER, "/docs").DELETE()))) {
      assertThat(problem.statusCode()).isBetween(400, 499);
      assertThat(security(problem)).isEqualTo(every(NOTHING_ALLOWED));
      assertThat(one(problem, "cache-control")).isEqualTo("no-store");
      assertThat(one(problem, "content-type")).isEqualTo("application/problem+json; charset=utf-8");
    }
  }

  @Test
  void thePageThatSaysThatThereIsNothingIsADocumentToo() {
    HttpResponse<String> page =
        server.send(server.request("/nothing.css").header("Accept", "text/html"));

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(security(page)).isEqualTo(document(one(page, "content-security-policy")));
    assertRunsNothing(page);
    assertThat(one(page, "cache-control")).isEqualTo("no-store");
  }

  @Test
  void aReadIsKeptByTheBrowserOfItsReaderAloneHoweverItIsFound() throws Exception {
    Map<String, String> first = raw(PRICES, "");
    assertThat(first.get("x-cache-status")).isEqualTo("MISS");
    for (int time = 0; time < 4; time++) {
      Map<String, String> again = raw(PRICES, "");

      assertThat(again.get("x-cache-status")).isEqualTo("HIT");
      assertPrivate(again);
      assertPrivate(raw(PRICES, "\nIf-None-Match: " + first.get("etag")));
      assertPrivate(raw(PRICES, "\nX-Other: " + time));
      assertThat(again.keySet()).isEqualTo(first.keySet());
    }
    assertPrivate(first);
  }

  private static void assertPrivate(Map<String, String> headers) {
    assertThat(headers)
        .containsEntry("cache-control", "private, max-age=300")
        .containsEntry("vary", "Accept, Accept-Encoding, Authorization, Origin")
        .containsAllEntriesOf(every(NOTHING_ALLOWED))
        .doesNotContainKey("access-control-allow-origin");
  }

  /** The headers of an answer on a connection whose second and third answers come from memory. */
  private static Map<String, String> raw(String path, String headers) throws Exception {
    try (Raw raw = server.raw()) {
      String request =
          "GET %s HTTP/1.1\nHost: x\nAuthorization: Bearer %s%s\n\n"
              .formatted(path, server.token(Role.VIEWER), headers);
      Map<String, String> first =
          raw.send(request).answer(!headers.contains("None-Match")).headers();
      Map<String, String> last = first;
      for (int time = 0; time < 3; time++) {
        last = raw.send(request).answer(!headers.contains("None-Match")).headers();
      }
      return first.getOrDefault("x-cache-status", "").equals("MISS") ? first : last;
    }
  }

  @Test
  void aKeptValueIsNotShownToTheNextUserOfTheSameBrowser() {
    String path = "/api/v1/performance/cache/entries/notes/one";
    Caller north = new Caller("ann", "north", Role.OPERATOR);
    server.send(server.as(north, path).PUT(HttpRequest.BodyPublishers.ofString("<script>")));

    HttpResponse<String> value = server.send(server.as(north, path));

    assertThat(value.statusCode()).isEqualTo(200);
    assertThat(one(value, "vary")).isEqualToIgnoringCase("Authorization");
    assertThat(one(value, "cache-control")).startsWith("private, ");
    assertThat(one(value, "content-disposition")).isEqualTo("attachment");
    assertThat(security(value)).isEqualTo(every(NOTHING_ALLOWED));
  }

  @Test
  void signingOutClearsWhatTheBrowserKept() {
    HttpResponse<String> answer =
        server.send(server.as(Role.VIEWER, "/api/v1/auth/session").DELETE());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(one(answer, "clear-site-data")).isEqualTo("\"cache\"");
  }

  @Test
  void aStreamIsKeptNowhereEither() throws Exception {
    try (Raw raw = server.raw()) {
      Raw.Answer answer =
          raw.send(
                  "GET /api/v1/market/prices/stream HTTP/1.1\nHost: x\nAuthorization: Bearer "
                      + server.token(Role.VIEWER)
                      + "\n\n")
              .answer(false);

      assertThat(answer.headers())
          .containsAllEntriesOf(every(NOTHING_ALLOWED))
          .containsEntry("cache-control", "no-store");
    }
  }
}
