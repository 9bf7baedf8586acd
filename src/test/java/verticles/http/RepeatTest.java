package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Caller;
import verticles.identity.Role;

/** Repeated requests on a real server, as a client with a plain socket sends them. */
class RepeatTest {
  private static final String PRICES = "/api/v1/data/prices?zone=DK1";
  private static final String LIVE = "GET /health/live HTTP/1.1\nHost: x\n\n";

  private TestServer server;
  private String token = "";

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
    token = server.token(Role.VIEWER);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String request(String... headers) {
    return "GET "
        + PRICES
        + " HTTP/1.1\nHost: x\nAuthorization: Bearer "
        + token
        + "\n"
        + String.join("", headers)
        + "\n";
  }

  private double repeats() {
    return server.meters.get("spinreserve.http.repeats").functionCounter().count();
  }

  private double hits(String status) {
    return server.meters.get("spinreserve.http.hits").tag("status", status).functionTimer().count();
  }

  /** Sends the request until it is answered by its bytes; the last answer. */
  private Raw.Answer untilRepeated(Raw raw, String request, boolean body) throws IOException {
    double before = repeats();
    Raw.Answer answer = raw.send(request).answer(body);
    for (int round = 0; round < 50 && repeats() == before; round++) {
      answer = raw.send(request).answer(body);
    }
    assertThat(repeats()).isGreaterThan(before);
    return answer;
  }

  private static Map<String, String> withoutLiveParts(Raw.Answer answer) {
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    for (String live : new String[] {"x-request-id", "server-timing", "age", "date", "cache-status"}) {
      assertThat(headers.remove(live)).isNotNull();
    }
    return headers;
  }

  @Test
  void aRepeatedRequestIsAnsweredAsTheNormalWayDoes() throws Exception {
    try (Raw raw = server.raw()) {
      // what Netty decodes never is a repeat: this connection header is allowed and unusual
      String odd = request("Connection: keep-alive, x\n");
      raw.send(odd).answer();
      Raw.Answer normal = raw.send(odd).answer();
      double before = repeats();
      normal = raw.send(odd).answer();
      assertThat(repeats()).isEqualTo(before);

      Raw.Answer repeated = untilRepeated(raw, request(), true);

      assertThat(repeated.status()).isEqualTo(200);
      assertThat(repeated.text()).isEqualTo(normal.text());
      assertThat(withoutLiveParts(repeated).toString())
          .isEqualTo(withoutLiveParts(normal).toString());
      assertThat(repeated.header("server-timing")).startsWith("cache;desc=l1;dur=");
      assertThat(repeated.header("x-request-id")).hasSameSizeAs(normal.header("x-request-id"));
      assertThat(repeated.header("cache-status")).startsWith("SpinReserve; hit; ttl=");
    }
  }

  @Test
  void everyAnswerHasItsOwnIdAndIsCounted() throws Exception {
    try (Raw raw = server.raw()) {
      untilRepeated(raw, request(), true);
      double hits = hits("200");
      Set<String> ids = new HashSet<>();
      for (int round = 0; round < 500; round++) {
        ids.add(raw.send(request()).answer().header("x-request-id"));
      }

      assertThat(ids).hasSize(500);
      assertThat(repeats()).isGreaterThan(400);
      // once a second a request goes the whole way again, which counts elsewhere
      assertThat(hits("200") - hits).isBetween(400.0, 500.0);
    }
  }

  @Test
  void aRepeatedConditionalRequestIs304UntilTheEntryChanges() throws Exception {
    try (Raw raw = server.raw()) {
      String etag = raw.send(request()).answer().header("etag");
      String conditional = request("If-None-Match: " + etag + "\n");

      Raw.Answer unchanged = untilRepeated(raw, conditional, false);

      assertThat(unchanged.status()).isEqualTo(304);
      assertThat(unchanged.header("etag")).isEqualTo(etag);
      assertThat(unchanged.headers()).doesNotContainKeys("content-length", "content-type");
      assertThat(hits("304")).isGreaterThan(0);

      server.cache.entries.clear();
      server.cache.source = read -> io.vertx.core.Future.succeededFuture("new".getBytes());

      Raw.Answer changed = raw.send(conditional).answer();
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.text()).isEqualTo("new");
      assertThat(untilRepeated(raw, conditional, true).text()).isEqualTo("new");
    }
  }

  @Test
  void anEntryThatIsGoneIsLoadedAgain() throws Exception {
    try (Raw raw = server.raw()) {
      untilRepeated(raw, request(), true);
      server.cache.entries.clear();

      assertThat(raw.send(request()).answer().header("x-cache-status")).isEqualTo("MISS");
      assertThat(server.cache.loads).hasValue(2);
    }
  }

  @Test
  void pipelinedAnswersKeepTheirOrder() throws Exception {
    try (Raw raw = server.raw()) {
      untilRepeated(raw, request(), true);
      server.cache.entries.remove(server.cache.entries.keySet().iterator().next());
      Promise<byte[]> source = server.cache.hold();

      raw.send(request());
      for (int round = 0; round < 200 && server.cache.loads.get() < 2; round++) {
        Thread.sleep(10);
      }
      raw.send(LIVE);
      Thread.sleep(50);
      raw.send(request());
      Thread.sleep(50);
      source.complete("late".getBytes());

      assertThat(raw.answer().text()).isEqualTo("late");
      assertThat(raw.answer().header("content-type")).startsWith("application/json");
      assertThat(raw.answer().text()).isEqualTo("late");
      assertThat(untilRepeated(raw, request(), true).text()).isEqualTo("late");
    }
  }

  @Test
  void severalRequestsInOneReadAndOneInSeveralReadsAreAllAnswered() throws Exception {
    try (Raw raw = server.raw()) {
      String text = untilRepeated(raw, request(), true).text();

      raw.send(request().repeat(5) + LIVE + request());
      for (int answer = 0; answer < 5; answer++) {
        assertThat(raw.answer().text()).isEqualTo(text);
      }
      assertThat(raw.answer().text()).isNotEqualTo(text);
      assertThat(raw.answer().text()).isEqualTo(text);

      for (int at : new int[] {1, 16, 17, 18, 40, request().length() - 1}) {
        raw.send(request().substring(0, at));
        Thread.sleep(30);
        raw.send(request().substring(at));
        assertThat(raw.answer().text()).as("split at " + at).isEqualTo(text);
      }
      assertThat(untilRepeated(raw, request(), true).text()).isEqualTo(text);
    }
  }

  @Test
  void aRequestWithABodyThatLooksLikeARepeatIsReadAsABody() throws Exception {
    try (Raw raw = server.raw()) {
      untilRepeated(raw, request(), true);
      String body = request().replace("\n", "\r\n");
      double before = repeats();

      raw.send(
          "POST /api/v1/auth/session HTTP/1.1\nHost: x\nContent-Type: application/json\n"
              + "Content-Length: "
              + body.length()
              + "\n\n");
      Thread.sleep(50);
      raw.send(request());

      assertThat(raw.answer().status()).isEqualTo(400);
      assertThat(repeats()).isEqualTo(before);
    }
  }

  @Test
  void anotherTokenOrPathOrHeaderIsNotARepeat() throws Exception {
    try (Raw raw = server.raw()) {
      untilRepeated(raw, request(), true);
      double before = repeats();
      char last = token.charAt(token.length() - 2);
      String forged =
          token.substring(0, token.length() - 2) + (last == 'A' ? 'B' : 'A') + token.substring(token.length() - 1);

      assertThat(raw.send(request().replace(token, forged)).answer().status()).isEqualTo(401);
      assertThat(raw.send(request().replace("DK1", "DK2")).answer().text()).contains("DK2");
      assertThat(raw.send(request("Accept: text/csv\n")).answer().header("content-type"))
          .startsWith("text/csv");
      assertThat(raw.send(request().replace("GET", "HEAD")).answer(false).status()).isEqualTo(200);
      assertThat(raw.send(request().replace("GET ", "GET  ")).answer().status()).isNotEqualTo(500);
      assertThat(repeats()).isEqualTo(before);
    }
  }

  @Test
  void aTokenThatExpiresIsRefusedAlsoForARepeat() throws Exception {
    token = server.token(new Caller("ann", "north", Role.VIEWER), Duration.ofSeconds(2));
    try (Raw raw = server.raw()) {
      Raw.Answer answer = untilRepeated(raw, request(), true);
      assertThat(answer.status()).isEqualTo(200);
      for (int round = 0; round < 400 && answer.status() == 200; round++) {
        Thread.sleep(10);
        answer = raw.send(request()).answer();
      }

      assertThat(answer.status()).isEqualTo(401);
      assertThat(raw.send(request()).answer().status()).isEqualTo(401);
    }
  }

  @Test
  void signOutEndsRepeatsWithinASecond() throws Exception {
    try (Raw raw = server.raw()) {
      untilRepeated(raw, request(), true);
      int out =
          raw.send(
                  "DELETE /api/v1/auth/session HTTP/1.1\nHost: x\nAuthorization: Bearer "
                      + token
                      + "\n\n")
              .answer()
              .status();
      assertThat(out).isEqualTo(204);

      int status = 200;
      for (int round = 0; round < 300 && status == 200; round++) {
        Thread.sleep(10);
        status = raw.send(request()).answer().status();
      }
      assertThat(status).isEqualTo(401);
    }
  }

  @Test
  void aRequestThatClosesIsNotRememberedAndCloses() throws Exception {
    for (int round = 0; round < 4; round++) {
      try (Raw raw = server.raw()) {
        raw.send(request("Connection: close\n"));
        assertThat(raw.answer().status()).isEqualTo(200);
        assertThat(raw.closedByServer()).isTrue();
      }
    }
    assertThat(repeats()).isZero();
  }

  @Test
  void oneConnectionLearnsForTheOthersOfItsLoop() throws Exception {
    try (Raw first = server.raw();
        Raw second = server.raw()) {
      String text = untilRepeated(first, request(), true).text();
      double before = repeats();

      assertThat(second.send(request()).answer().text()).isEqualTo(text);
      assertThat(repeats()).isEqualTo(before + 1);
    }
  }
}
