package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.UploadDesk.PRICES;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Role;
import verticles.market.ImportRequest;
import verticles.market.Kind;
import verticles.market.RowFormat;

/** Who may send a file, and what is done with it. */
class UploadTest {
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
  void theImporterGetsTheBodyAndHowToReadIt() {
    CompletableFuture<ImportRequest> asked = new CompletableFuture<>();
    CompletableFuture<String> text = new CompletableFuture<>();
    desk.server.importer =
        (request, rows) -> {
          asked.complete(request);
          text.complete(new String(rows.readAllBytes(), StandardCharsets.UTF_8));
          assertThat(Thread.currentThread().isVirtual()).isTrue();
          return desk.report(2);
        };

    HttpResponse<String> answer =
        desk.post(
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
        desk.server.send(
            desk.server
                .as(Role.TRADER, PRICES + "?zone=DK1")
                .header("Content-Type", "text/csv")
                .header("Prefer", "wait=5, Respond-Async; x=1")
                .POST(HttpRequest.BodyPublishers.ofString("a,b\n1,2\n")));

    assertThat(desk.imported).as("it was not imported while its client waited").hasValue(0);
    // this server has no database to keep a task in
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(desk.server.forgotten).hasSize(1);
  }

  @Test
  void rejectedRowsAre422WithEachOfThem() {
    desk.server.importer =
        (request, rows) -> {
          throw FailureException.of(
              Failure.UNPROCESSABLE,
              "1 row was rejected.",
              List.of(new FieldError("line 7, column price", "'NaN' is no price.")));
        };

    HttpResponse<String> answer = desk.post(PRICES, "application/x-ndjson", "{}\n");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("line 7, column price");
  }

  @Test
  void aViewerMayNotAndAnotherTypeIsNotRead() {
    HttpResponse<String> viewer =
        desk.server.send(
            desk.server
                .as(Role.VIEWER, PRICES)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString("a")));

    assertThat(viewer.statusCode()).isEqualTo(403);
    assertThat(desk.post(PRICES, "application/xml", "<a/>").statusCode()).isEqualTo(415);
    assertThat(desk.imported).hasValue(0);
  }
}
