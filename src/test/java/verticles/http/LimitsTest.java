package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;

class LimitsTest {
  private static final String SHORT = "600ms";

  private final List<TestServer> servers = new ArrayList<>();
  private Path data;

  @BeforeEach
  void prepare(@TempDir Path folder) {
    data = folder;
  }

  private TestServer start(String... settings) {
    TestServer server = new TestServer(data, TestServer.config(settings)).open();
    servers.add(server);
    return server;
  }

  @AfterEach
  void stop() {
    servers.forEach(TestServer::close);
  }

  @Test
  void aHeaderThatDripsIsCutOff() throws Exception {
    TestServer server = start("header-timeout: " + SHORT);
    try (Raw slow = server.raw()) {
      slow.send("GET /health HTTP/1.1\nHost: x\n");
      boolean cut = false;
      for (int drop = 0; drop < 60 && !cut; drop++) {
        Thread.sleep(100);
        try {
          slow.send("X-Drip-" + drop + ": 1\n");
        } catch (java.io.IOException closed) {
          cut = true;
        }
      }
      assertThat(cut || slow.closedByServer()).isTrue();
    }
  }

  @Test
  void aBodyThatDripsIsAnsweredAndCutOff() throws Exception {
    TestServer server = start("body-timeout: " + SHORT);
    try (Raw slow = server.raw()) {
      slow.send(
          "POST /api/v1/auth/session HTTP/1.1\nHost: x\nContent-Type: application/json\n"
              + "Content-Length: 100\n\n{");

      Raw.Answer answer = slow.answer();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("did not come within");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(slow.closedByServer()).isTrue();
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    TestServer server = start("idle-timeout: 1s");
    try (Raw idle = server.raw()) {
      assertThat(idle.send("GET /health/live HTTP/1.1\nHost: x\n\n").answer().status())
          .isEqualTo(200);

      assertThat(idle.closedByServer()).isTrue();
    }
  }

  @Test
  void oneConnectionTooManyIsClosedAndOthersGoOn() throws Exception {
    TestServer server = start("max-connections: 2");
    try (Raw first = server.raw();
        Raw second = server.raw()) {
      first.send("GET /health/live HTTP/1.1\nHost: x\n\n").answer();
      second.send("GET /health/live HTTP/1.1\nHost: x\n\n").answer();
      try (Raw third = server.raw()) {
        assertThat(third.closedByServer()).isTrue();
      }
      assertThat(first.send("GET /health/live HTTP/1.1\nHost: x\n\n").answer().status())
          .isEqualTo(200);
    }
  }

  @Test
  void tooLargeALineHeaderOrBodyIsRefused() throws Exception {
    TestServer server = start();
    try (Raw line = server.raw();
        Raw header = server.raw();
        Raw announced = server.raw();
        Raw chunked = server.raw()) {
      line.send("GET /" + "a".repeat(9000) + " HTTP/1.1\nHost: x\n\n");
      header.send("GET / HTTP/1.1\nHost: x\nX-Long: " + "a".repeat(9000) + "\n\n");
      announced.send(
          "POST /api/v1/auth/session HTTP/1.1\nHost: x\nContent-Type: application/json\n"
              + "Content-Length: 5000\n\n");
      chunked.send(
          "POST /api/v1/auth/session HTTP/1.1\nHost: x\nContent-Type: application/json\n"
              + "Transfer-Encoding: chunked\n\n1400\n"
              + " ".repeat(0x1400)
              + "\n0\n\n");

      assertThat(line.answer().status()).isEqualTo(414);
      assertThat(header.answer().status()).isEqualTo(431);
      assertThat(announced.answer().status()).isEqualTo(413);
      assertThat(chunked.answer().status()).isEqualTo(413);
    }
  }

  @Test
  void aRequestWithTwoLengthsEndsItsConnectionSoNothingIsSmuggled() throws Exception {
    TestServer server = start();
    String hidden = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
    try (Raw both = server.raw();
        Raw twice = server.raw();
        Raw odd = server.raw()) {
      both.send(
          "POST /api/v1/auth/session HTTP/1.1\nHost: x\nContent-Type: application/json\n"
              + "Content-Length: "
              + (5 + hidden.length())
              + "\nTransfer-Encoding: chunked\n\n"
              + "0\n\n"
              + hidden);
      twice.send(
          "POST /api/v1/auth/session HTTP/1.1\nHost: x\nContent-Length: 5\nContent-Length: 6\n\n"
              + "12345"
              + hidden);
      odd.send("GET /health/live HTTP/1.1\nHost: x\nTransfer-Encoding: xchunked\n\n" + hidden);

      assertThat(both.answer().status()).isIn(400, 415);
      assertThat(both.closedByServer()).isTrue();
      assertThat(twice.answer().status()).isEqualTo(400);
      assertThat(twice.closedByServer()).isTrue();
      assertThat(odd.answer().status()).isIn(200, 400, 501);
      assertThat(odd.closedByServer()).isTrue();
    }
  }

  @Test
  void aCompressedBodyIs415() throws Exception {
    TestServer server = start();
    try (Raw raw = server.raw()) {
      raw.send(
          "POST /api/v1/market/prices HTTP/1.1\nHost: x\nContent-Type: text/csv\n"
              + "Authorization: Bearer "
              + server.token(Role.TRADER)
              + "\n"
              + "Content-Encoding: gzip\nContent-Length: 3\n\nabc");

      assertThat(raw.answer().status()).isEqualTo(415);
    }
  }

  @Test
  void malformedRequestsGetAProblemAndNoMore() throws Exception {
    TestServer server = start();
    for (String bytes :
        new String[] {
          "GARBAGE\n\n", "GET / HTTP/9.9\n\n", "GET / HTTP/1.1\nHost: x\nBad Header\u0000: 1\n\n"
        }) {
      try (Raw raw = server.raw()) {
        Raw.Answer answer = raw.send(bytes).answer();

        assertThat(answer.status()).as(bytes).isBetween(400, 505);
        assertThat(answer.text()).doesNotContain("Exception");
        assertThat(raw.closedByServer()).isTrue();
      }
    }
  }
}
