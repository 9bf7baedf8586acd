package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import verticles.identity.Caller;
import verticles.identity.Role;

/** Repeated requests on a real server, as a client with a plain socket sends them. */
class RepeatTest extends RepeatServer {
  private static Map<String, String> withoutLiveParts(Raw.Answer answer) {
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    for (String live :
        new String[] {"x-request-id", "server-timing", "age", "date", "cache-status"}) {
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
  void anotherTokenOrPathOrHeaderIsNotARepeat() throws Exception {
    try (Raw raw = server.raw()) {
      untilRepeated(raw, request(), true);
      double before = repeats();
      char last = token.charAt(token.length() - 2);
      String forged =
          token.substring(0, token.length() - 2)
              + (last == 'A' ? 'B' : 'A')
              + token.substring(token.length() - 1);

      assertThat(raw.send(request().replace(token, forged)).answer().status()).isEqualTo(401);
      assertThat(raw.send(request().replace("DK1", "DK2")).answer().text()).contains("DK2");
      assertThat(raw.send(request("Accept: text/csv\n")).answer().header("content-type"))
          .startsWith("text/csv");
      assertThat(raw.send(request().replace("GET", "HEAD")).answer(false).status()).isEqualTo(200);
      assertThat(repeats()).isEqualTo(before);
      // none of them unsettled the connection
      assertThat(untilRepeated(raw, request(), true).status()).isEqualTo(200);
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
