package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Role;
import verticles.market.ImportReport;
import verticles.market.ImportRequest;
import verticles.market.Kind;
import verticles.market.RowFormat;

class UploadTest {
  private static final String PRICES = "/api/v1/market/prices";

  private TestServer server;
  private final AtomicInteger imported = new AtomicInteger();

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
    server.importer = (request, rows) -> report(rows.readAllBytes().length);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ImportReport report(int bytes) {
    imported.incrementAndGet();
    return new ImportReport("prices", bytes, bytes, 0, 0, 1);
  }

  private HttpResponse<String> post(String path, String type, String body) {
    return server.send(
        server
            .as(Role.TRADER, path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void theImporterGetsTheBodyAndHowToReadIt() {
    CompletableFuture<ImportRequest> asked = new CompletableFuture<>();
    CompletableFuture<String> text = new CompletableFuture<>();
    server.importer =
        (request, rows) -> {
          asked.complete(request);
          text.complete(new String(rows.readAllBytes(), StandardCharsets.UTF_8));
          assertThat(Thread.currentThread().isVirtual()).isTrue();
          return report(2);
        };

    HttpResponse<String> answer =
        post(
            PRICES
                + "?map=ts_utc:delivery_start&map=spot%20eur:price_eur_mwh&zone=DK1"
                + "&timeZone=Europe/Copenhagen&intervalMinutes=60",
            "text/csv; charset=utf-8",
            "a,b\n1,2\n");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"rows\":2").contains("\"elapsedMillis\":1");
    assertThat(text.join()).isEqualTo("a,b\n1,2\n");
    assertThat(asked.join())
        .isEqualTo(
            new ImportRequest(
                Kind.PRICES,
                RowFormat.CSV,
                Map.of("ts_utc", "delivery_start", "spot eur", "price_eur_mwh"),
                Optional.of("DK1"),
                Optional.of("Europe/Copenhagen"),
                Optional.empty(),
                "north",
                OptionalInt.of(60)));
  }

  @Test
  void whoDoesNotWantToWaitGetsATaskAndNoFileStaysWhenItIsRefused() {
    HttpResponse<String> answer =
        server.send(
            server
                .as(Role.TRADER, PRICES + "?zone=DK1")
                .header("Content-Type", "text/csv")
                .header("Prefer", "wait=5, Respond-Async; x=1")
                .POST(HttpRequest.BodyPublishers.ofString("a,b\n1,2\n")));

    assertThat(imported).as("it was not imported while its client waited").hasValue(0);
    // this server has no database to keep a task in
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(server.forgotten).hasSize(1);
  }

  @Test
  void rejectedRowsAre422WithEachOfThem() {
    server.importer =
        (request, rows) -> {
          throw FailureException.of(
              Failure.UNPROCESSABLE,
              "1 row was rejected.",
              List.of(new FieldError("line 7, column price", "'NaN' is no price.")));
        };

    HttpResponse<String> answer = post(PRICES, "application/x-ndjson", "{}\n");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("line 7, column price");
  }

  @Test
  void aViewerMayNotAndAnotherTypeIsNotRead() {
    HttpResponse<String> viewer =
        server.send(
            server
                .as(Role.VIEWER, PRICES)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString("a")));

    assertThat(viewer.statusCode()).isEqualTo(403);
    assertThat(post(PRICES, "application/xml", "<a/>").statusCode()).isEqualTo(415);
    assertThat(imported).hasValue(0);
  }

  @Test
  void anAnnouncedTenGigabytesAreRefusedAtOnce() throws Exception {
    try (Raw raw = server.raw()) {
      Raw.Answer answer = raw.send(head() + "Content-Length: 10737418240\n\nabc").answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(raw.closedByServer()).isTrue();
      assertThat(imported).hasValue(0);
    }
  }

  @Test
  void aChunkedUploadIsRefusedWhenItCrossesTheLimit() throws Exception {
    try (Raw raw = server.raw()) {
      raw.send(head() + "Transfer-Encoding: chunked\n\n");
      String chunk = "8000\n" + "x".repeat(0x8000) + "\n";
      for (int sent = 0; sent < 40; sent++) {
        raw.send(chunk);
      }

      Raw.Answer answer = raw.answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(imported).hasValue(0);
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNothing() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    server.importer =
        (request, rows) -> {
          begun.countDown();
          try {
            return report(rows.readAllBytes().length);
          } catch (IOException cut) {
            ended.complete(cut);
            throw cut;
          }
        };
    try (Raw raw = server.raw()) {
      raw.send(head() + "Content-Length: 1000\n\nhalf of it");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(ended.get(10, TimeUnit.SECONDS)).hasMessage("The upload was cut off.");
    assertThat(imported).hasValue(0);
  }

  @Test
  void aSlowImporterSlowsTheClientDownAndGetsEverything() throws Exception {
    byte[] body = new byte[1_000_000];
    new java.util.Random(7).nextBytes(body);
    CompletableFuture<Boolean> same = new CompletableFuture<>();
    server.importer =
        (request, rows) -> {
          same.complete(slowly(rows, body));
          return report(body.length);
        };

    HttpResponse<String> answer =
        server.send(
            server
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
    try (Raw allowed = server.raw();
        Raw refused = server.raw()) {
      allowed.send(head() + "Content-Length: 3\nExpect: 100-continue\n\n");
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

  private String head() {
    return "POST "
        + PRICES
        + " HTTP/1.1\nHost: x\nContent-Type: text/csv\nAuthorization: Bearer "
        + server.token(Role.TRADER)
        + "\n";
  }
}
