package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.identity.Role;

/**
 * What another server could read as another request is no request here, and ends the connection.
 */
class SmugglingTest {
  private static final String SIGN_IN =
      "POST /api/v1/auth/session HTTP/1.1~Host: x~Content-Type: application/json~";
  private static final String SMUGGLED = "GET /health/live HTTP/1.1~Host: x~~";

  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** {@code ~} stands for the end of a line, {@code ^} for a line feed alone, {@code @} for NUL. */
  private static byte[] bytes(String text) {
    return text.replace("~", "\r\n")
        .replace('^', '\n')
        .replace('@', '\0')
        .replace('!', '\r')
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void isRefused(String request) throws IOException {
    try (Raw raw = server.raw()) {
      raw.sendBytes(bytes(request));

      Raw.Answer answer = raw.answer();

      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(answer.header("content-type")).startsWith("application/problem+json");
      assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(raw.line()).as("a second answer").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6~Transfer-Encoding: chunked~~0~~",
        "Transfer-Encoding: chunked~Content-Length: 6~~0~~",
        "Transfer-Encoding: xchunked~~",
        "Transfer-Encoding: chunked, identity~~0~~",
        "Transfer-Encoding: gzip, chunked~~0~~",
        "Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~",
        "Transfer-Encoding: chunked~Transfer-Encoding: identity~~0~~",
        "Transfer-Encoding : chunked~~0~~",
        "Transfer-Encoding:~ chunked~Content-Length: 6~~0~~",
        "Transfer-Encoding: \"chunked\"~~0~~",
        "Content-Length: 0~Content-Length: 40~~",
        "Content-Length: 0~Content-Length: 0~~",
        "Content-Length: 0, 0~~",
        "Content-Length: +0~~",
        "Content-Length: -1~~",
        "Content-Length: 0x0~~",
        "Content-Length: 99999999999999999999~~",
        "Content-Length:~~",
        "Content-Length: 1 1~~"
      })
  void aBodyWithoutOneClearLengthIsRefused(String framing) throws Exception {
    isRefused(SIGN_IN + framing + SMUGGLED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health/live HTTP/1.1^Host: x^^",
        "GET /health/live HTTP/1.1~Host: x^X-A: b~~",
        "GET /health/live HTTP/1.1~Host: x~X-A: b!X-B: c~~",
        "GET /health/live HTTP/1.1~Host: x~X-A: b@c~~",
        "GET /health/live HTTP/1.1~Host: x~X-@: b~~",
        "GET /health/live HTTP/1.1~Host: x~: b~~",
        "GET /health/live HTTP/1.1~Host: x~X A: b~~",
        "GET /health/live HTTP/1.1~Host: x~X-A : b~~",
        "GET /health/live HTTP/1.1~Host: x~X-A: \u0001b~~",
        "GET /health/live HTTP/1.1~Host: x~no colon~~",
        "GET /health/live HTTP/1.1~Host: x~X-A: b~ Content-Length: 500~~",
        "GET /health/live HTTP/1.1~Host: x~X-A: b~\tc~~",
        "GET /health/live HTTP/1.1~Host: x~X-A: b~ ~~",
        "GET /health/live HTTP/1.1~ Host: x~~",
        "GET /health/live HTTP/1.1~~",
        "GET /health/live HTTP/1.1~Host: x~Host: y~~",
        "GET /health/live HTTP/1.1~Host: x y~~",
        "GET /health/live HTTP/1.1~Host: x/y~~",
        "GET /health/live HTTP/2.0~Host: x~~",
        "GET /health/live HTTP/1.2~Host: x~~",
        "GET /health/live HTTP/0.9~Host: x~~",
        "GET /health/live hTTP/1.1~Host: x~~",
        "GET /health/live http/1.0~Host: x~~",
        "GET /health/live HTTP/01.1~Host: x~~",
        "GET /health/live~~",
        "PRI * HTTP/2.0~~SM~~",
        "OPTIONS * HTTP/1.1~Host: x~~",
        "GET * HTTP/1.1~Host: x~~",
        "CONNECT x:80 HTTP/1.1~Host: x~~",
        "GET health/live HTTP/1.1~Host: x~~",
        "G@T /health/live HTTP/1.1~Host: x~~"
      })
  void aHeadThatCanBeReadInTwoWaysIsRefused(String request) throws Exception {
    isRefused(request + SMUGGLED);
  }

  @Test
  void aFoldedLineIsRefusedAlsoWhenItComesLater() throws Exception {
    try (Raw raw = server.raw()) {
      raw.sendBytes(bytes("GET /health/live HTTP/1.1~Host: x~X-A: b~"));
      raw.sendBytes(bytes("X-B: c~"));
      Thread.sleep(50);
      raw.sendBytes(bytes(" Content-Length: 500~"));
      raw.sendBytes(bytes("~" + SMUGGLED));

      assertThat(raw.answer().status()).isEqualTo(400);
      assertThat(raw.line()).as("a second answer").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2;a=^~{}~0~~",
        "2^{}~0~~",
        "0x2~{}~0~~",
        "-2~{}~0~~",
        "2~{}XX0~~",
        "ffffffffffffffff1~{}~0~~",
        "~~"
      })
  void chunksThatAreNoneEndTheConnection(String chunks) throws Exception {
    try (Raw raw = server.raw()) {
      raw.sendBytes(bytes(SIGN_IN + "Transfer-Encoding: chunked~~" + chunks + SMUGGLED));

      StringBuilder all = new StringBuilder();
      for (String line = raw.line(); !line.isEmpty(); line = raw.line()) {
        all.append(line);
      }

      assertThat(all.toString()).doesNotContain(" 200 ");
    }
  }

  @Test
  void nothingIsRunAfterAnAnswerThatEndsTheConnection() throws Exception {
    try (Raw raw = server.raw()) {
      raw.sendBytes(bytes(SIGN_IN + "Transfer-Encoding: chunked~~2~{}~0~~" + SMUGGLED));

      assertThat(raw.answer().header("connection")).isEqualTo("close");
      assertThat(raw.line()).isEmpty();
    }
  }

  @Test
  void aReadTakesNoBody() throws Exception {
    String read =
        "GET /api/v1/data/prices?zone=DK1 HTTP/1.1~Host: x~Authorization: Bearer "
            + server.token(Role.VIEWER)
            + "~";
    for (int round = 0; round < 3; round++) {
      try (Raw raw = server.raw()) {
        raw.sendBytes(bytes(read + "~"));
        assertThat(raw.answer().status()).isEqualTo(200);
        raw.sendBytes(bytes(read + "Content-Length: 47~~" + SMUGGLED));
        assertThat(raw.answer().status()).isEqualTo(400);
        assertThat(raw.line()).as("a second answer").isEmpty();
      }
    }
  }

  @Test
  void nobodyIsLedToHttp2WithoutTls() throws Exception {
    try (Raw raw = server.raw()) {
      raw.sendBytes(
          bytes(
              "GET /health/live HTTP/1.1~Host: x~Connection: Upgrade, HTTP2-Settings~Upgrade: h2c~"
                  + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA~~"));

      assertThat(raw.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aMethodIsNotReplacedByAHeader() throws Exception {
    try (Raw raw = server.raw()) {
      raw.sendBytes(
          bytes(
              "GET /api/v1/auth/session HTTP/1.1~Host: x~X-HTTP-Method-Override: DELETE~"
                  + "X-Method-Override: DELETE~X-HTTP-Method: DELETE~~"));

      assertThat(raw.answer().status()).isEqualTo(405);
    }
  }
}
