package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.Answers.header;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;

/** What a read of a dataset is answered with. */
class ReadTest {
  private static final String PRICES = "/api/v1/data/prices?zone=DK1";

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
  void theFirstReadIsAMissAndTheNextOnesAreHitsWithTheSameTag() {
    HttpResponse<String> first = server.get(Role.VIEWER, PRICES);
    HttpResponse<String> second = server.get(Role.VIEWER, PRICES);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "x-cache-status")).isEqualTo("MISS");
    assertThat(header(first, "server-timing")).startsWith("cache;desc=source;dur=");
    assertThat(header(second, "x-cache-status")).isEqualTo("HIT");
    assertThat(header(second, "server-timing")).startsWith("cache;desc=l1;dur=");
    assertThat(header(second, "etag")).isEqualTo(header(first, "etag")).startsWith("\"");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(server.cache.loads).hasValue(1);
  }

  @Test
  void aRepeatedRequestTakesTheShortCutAndSaysTheSame() {
    String token = server.token(Role.VIEWER);
    HttpRequest.Builder request = server.request(PRICES).header("Authorization", "Bearer " + token);
    server.send(request);
    HttpResponse<String> routed = server.send(request);
    HttpResponse<String> quick = server.send(request);

    assertThat(
            server.meters.get("spinreserve.http.hits").tag("status", "200").functionTimer().count())
        .isGreaterThanOrEqualTo(1);
    assertThat(quick.body()).isEqualTo(routed.body());
    assertThat(quick.headers().map().keySet()).isEqualTo(routed.headers().map().keySet());
    assertThat(header(quick, "cache-control")).startsWith("private, max-age=");
    assertThat(header(quick, "cache-status")).startsWith("SpinReserve; hit; ttl=");
    assertThat(header(quick, "vary")).isEqualTo("Accept, Accept-Encoding, Authorization, Origin");
    assertThat(header(quick, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(quick, "age")).isEqualTo("0");
    assertThat(header(quick, "x-request-id")).isNotEqualTo(header(routed, "x-request-id"));
  }

  @Test
  void aClientThatHasTheAnswerGets304() {
    String token = server.token(Role.VIEWER);
    String etag =
        header(
            server.send(server.request(PRICES).header("Authorization", "Bearer " + token)), "etag");
    HttpRequest.Builder again =
        server
            .request(PRICES)
            .header("Authorization", "Bearer " + token)
            .header("If-None-Match", "\"other\", W/" + etag);

    for (int round = 0; round < 3; round++) {
      HttpResponse<String> answer = server.send(again);

      assertThat(answer.statusCode()).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(header(answer, "etag")).isEqualTo(etag);
      assertThat(answer.headers().firstValue("content-type")).isEmpty();
    }
  }

  @Test
  void headSaysWhatGetWouldSendAndSendsNothing() throws Exception {
    String token = server.token(Role.VIEWER);
    HttpResponse<String> get =
        server.send(server.request(PRICES).header("Authorization", "Bearer " + token));
    try (Raw raw = server.raw()) {
      String head =
          "HEAD " + PRICES + " HTTP/1.1\nHost: x\nAuthorization: Bearer " + token + "\n\n";
      for (int round = 0; round < 2; round++) {
        Raw.Answer answer = raw.send(head).answer(false);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-length")).isEqualTo(header(get, "content-length"));
        assertThat(answer.header("etag")).isEqualTo(header(get, "etag"));
      }
    }
  }

  @Test
  void csvComesByAccept() {
    HttpResponse<String> csv =
        server.send(server.as(Role.VIEWER, PRICES).header("Accept", "text/csv"));

    assertThat(header(csv, "content-type")).isEqualTo("text/csv; charset=utf-8; header=present");
  }

  @Test
  void aFormThatCannotBeGivenIs406() {
    HttpResponse<String> answer =
        server.send(server.as(Role.VIEWER, PRICES).header("Accept", "application/xml"));

    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(header(answer, "content-type")).startsWith("application/problem+json");
  }

  @Test
  void gzipComesWhenItIsAccepted() {
    HttpResponse<String> answer =
        server.send(server.as(Role.VIEWER, PRICES).header("Accept-Encoding", "br;q=0, gzip;q=0.5"));

    assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
    assertThat(header(answer, "etag")).endsWith("-gz\"");
  }

  @Test
  void anUnknownDatasetIs404AndABadParameterIs400NamingIt() {
    HttpResponse<String> unknown = server.get(Role.VIEWER, "/api/v1/data/pricez");
    HttpResponse<String> bad = server.get(Role.VIEWER, PRICES + "&zoen=DK2");

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body())
        .contains("near is prices")
        .contains("urn:spinreserve:problem:not-found");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.body()).contains("\"pointer\":\"zoen\"");
    assertThat(bad.body()).contains("\"instance\":\"" + header(bad, "x-request-id") + "\"");
  }

  @Test
  void noCacheLoadsAnewForAnOperatorAndIsIgnoredForAViewer() {
    server.get(Role.VIEWER, PRICES);

    HttpResponse<String> viewer =
        server.send(server.as(Role.VIEWER, PRICES).header("Cache-Control", "no-cache"));
    HttpResponse<String> operator =
        server.send(server.as(Role.OPERATOR, PRICES).header("Cache-Control", "no-cache"));

    assertThat(header(viewer, "x-cache-status")).isEqualTo("HIT");
    assertThat(header(operator, "x-cache-status")).isEqualTo("REFRESH");
  }

  @Test
  void aSourceThatDoesNotAnswerEndsIn504(@TempDir Path data) {
    server.close();
    server = new TestServer(data, TestServer.config("request-timeout: 200ms")).open();
    server.cache.hold();

    HttpResponse<String> answer = server.get(Role.VIEWER, PRICES);

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("urn:spinreserve:problem:timeout");
  }

  @Test
  void anUnexpectedFailureSaysNothingOfTheInside() {
    server.cache.source =
        read -> io.vertx.core.Future.failedFuture(new IllegalStateException("SELECT secret"));

    HttpResponse<String> answer = server.get(Role.VIEWER, PRICES);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("SELECT").doesNotContain("Exception");
  }
}
