package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.UploadDesk.PRICES;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;

/** How the bytes of a file come, and when they are too many. */
class UploadStreamTest {
  private UploadDesk desk;

  @BeforeEach
  void start(@TempDir Path data) {
    desk = new UploadDesk(data);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void anAnnouncedTenGigabytesAreRefusedAtOnce() throws Exception {
    try (Raw raw = desk.server.raw()) {
      Raw.Answer answer = raw.send(desk.head() + "Content-Length: 10737418240\n\nabc").answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(raw.closedByServer()).isTrue();
      assertThat(desk.imported).hasValue(0);
    }
  }

  @Test
  void aChunkedUploadIsRefusedWhenItCrossesTheLimit() throws Exception {
    try (Raw raw = desk.server.raw()) {
      raw.send(desk.head() + "Transfer-Encoding: chunked\n\n");
      String chunk = "8000\n" + "x".repeat(0x8000) + "\n";
      for (int sent = 0; sent < 40; sent++) {
        raw.send(chunk);
      }

      Raw.Answer answer = raw.answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(desk.imported).hasValue(0);
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNothing() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    desk.server.importer =
        (request, rows) -> {
          begun.countDown();
          try {
            return desk.report(rows.readAllBytes().length);
          } catch (IOException cut) {
            ended.complete(cut);
            throw cut;
          }
        };
    try (Raw raw = desk.server.raw()) {
      raw.send(desk.head() + "Content-Length: 1000\n\nhalf of it");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(ended.get(10, TimeUnit.SECONDS)).hasMessage("The upload was cut off.");
    assertThat(desk.imported).hasValue(0);
  }

  @Test
  void aSlowImporterSlowsTheClientDownAndGetsEverything() throws Exception {
    byte[] body = new byte[1_000_000];
    new java.util.Random(7).nextBytes(body);
    CompletableFuture<Boolean> same = new CompletableFuture<>();
    desk.server.importer =
        (request, rows) -> {
          same.complete(slowly(rows, body));
          return desk.report(body.length);
        };

    HttpResponse<String> answer =
        desk.server.send(
            desk.server
                .as(Role.TRADER, PRICES)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(same.join()).isTrue();
  }

  private static boolean slowly(InputStream rows, byte[] expected) throws IOException {
    for (int at = 0; at < expected.length; ) {
      byte[] part = rows.readNBytes(50_000);
      if (!java.util.Arrays.equals(
          part, 0, part.length, expected, at, Math.min(expected.length, at + part.length))) {
        return false;
      }
      at += part.length;
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    return rows.read() < 0;
  }

  @Test
  void aClientThatAsksFirstIsToldToGoOnOnlyWhenItMay() throws Exception {
    try (Raw allowed = desk.server.raw();
        Raw refused = desk.server.raw()) {
      allowed.send(desk.head() + "Content-Length: 3\nExpect: 100-continue\n\n");
      refused.send(
          "POST "
              + PRICES
              + " HTTP/1.1\nHost: x\nContent-Type: text/csv\nContent-Length: 3\n"
              + "Expect: 100-continue\n\n");

      assertThat(allowed.line()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(allowed.line()).isEmpty();
      assertThat(allowed.send("abc").answer().status()).isEqualTo(200);
      assertThat(refused.answer().status()).isEqualTo(401);
    }
  }
}
