package verticles.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.market.ImportReport;
import verticles.market.ImportRequest;
import verticles.market.Kind;
import verticles.market.RowFormat;
import verticles.notify.Notifier;

/** Imports: the body goes from the connection into the importer as it comes, all rows or none. */
final class Uploads {
  private final Vertx vertx;
  private final Importer importer;
  private final Notifier notifier;
  private final Semaphore slots;
  private final long largest;
  private final Duration stall;
  private final long slowest;

  /** {@code slots} bounds the imports of the node, each of which holds a database connection. */
  Uploads(Vertx vertx, Importer importer, Notifier notifier, Semaphore slots, HttpConfig config) {
    this.vertx = vertx;
    this.importer = importer;
    this.notifier = notifier;
    this.slots = slots;
    this.largest = config.maxUpload().bytes();
    this.stall = config.bodyTimeout();
    this.slowest = config.minUploadRate().bytes();
  }

  Operation of(Kind kind) {
    return exchange -> accept(exchange, kind);
  }

  private void accept(Exchange exchange, Kind kind) {
    HttpServerRequest request = exchange.request();
    BodyReader.refuseCoding(request);
    BodyReader.refuseLength(request, largest);
    ImportRequest asked = request(exchange, kind);
    if (!exchange.hasBody()) {
      throw FailureException.of(Failure.BAD_REQUEST, "There is no body to import.");
    }
    if (!slots.tryAcquire()) {
      throw FailureException.of(
          Failure.UNAVAILABLE, "Other imports are running; try again in a moment.");
    }
    BodyReader.expectMore(request);
    Context loop = vertx.getOrCreateContext();
    UploadStream rows = new UploadStream(loop, request, largest, new UploadPace(stall, slowest));
    rows.start();
    exchange.whenDone(
        () -> rows.fail(FailureException.of(Failure.BAD_REQUEST, "The upload was cut off.")));
    Thread.ofVirtual()
        .name("import-" + exchange.id())
        .start(() -> run(loop, exchange, asked, rows));
  }

  private void run(Context loop, Exchange exchange, ImportRequest asked, UploadStream rows) {
    try {
      ImportReport report = importer.run(asked, rows);
      Tellings.imported(notifier, exchange.caller(), report);
      String subject = "market/" + report.kind();
      loop.runOnContext(
          done -> {
            exchange.changed(Change.to(subject, report));
            exchange.json(200, report);
          });
    } catch (IOException | RuntimeException | Error thrown) {
      Throwable why = rows.failure().<Throwable>map(failed -> failed).orElse(thrown);
      loop.runOnContext(failed -> exchange.fail(why));
    } finally {
      slots.release();
    }
  }

  private static ImportRequest request(Exchange exchange, Kind kind) {
    Map<String, List<String>> query = Reads.parameters(exchange.request());
    return new ImportRequest(
        kind,
        format(exchange.request()),
        columns(query.getOrDefault("map", List.of())),
        first(query, "zone"),
        first(query, "timeZone"),
        first(query, "portfolio"),
        exchange.caller().organisation(),
        first(query, "intervalMinutes")
            .map(minutes -> OptionalInt.of(Integer.parseInt(minutes)))
            .orElseGet(OptionalInt::empty));
  }

  private static Optional<String> first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  private static Map<String, String> columns(List<String> mappings) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String mapping : mappings) {
      int colon = mapping.lastIndexOf(':');
      columns.put(mapping.substring(0, colon), mapping.substring(colon + 1));
    }
    return columns;
  }

  private static RowFormat format(HttpServerRequest request) {
    String type = String.valueOf(request.headers().get(HttpHeaders.CONTENT_TYPE));
    String name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "text/csv" -> RowFormat.CSV;
      case "application/x-ndjson" -> RowFormat.NDJSON;
      default ->
          throw FailureException.of(
              Failure.UNSUPPORTED_TYPE,
              "Rows are sent as text/csv or application/x-ndjson; say so in Content-Type.");
    };
  }
}
