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
import verticles.tasks.TaskView;

/**
 * Imports: the body goes from the connection into the importer as it comes, all rows or none; a
 * long one goes into a file first, which a task imports.
 */
final class Uploads {
  private final Vertx vertx;
  private final Importer importer;
  private final Notifier notifier;
  private final LongImports later;
  private final Semaphore slots;
  private final long largest;
  private final Duration stall;
  private final long slowest;

  /** {@code slots} bounds the imports of the node, each of which holds a database connection. */
  Uploads(
      Vertx vertx,
      Importer importer,
      TaskServices tasks,
      Notifier notifier,
      Semaphore slots,
      HttpConfig config) {
    this.vertx = vertx;
    this.importer = importer;
    this.notifier = notifier;
    this.later = new LongImports(tasks, config.maxDirectImport().bytes());
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
    Work work = later.isFor(request) ? this::keep : this::run;
    Thread.ofVirtual()
        .name("import-" + exchange.id())
        .start(() -> work(loop, exchange, work, asked, rows));
  }

  /** What is done with the rows; it blocks, and answers what is to be sent. */
  @FunctionalInterface
  private interface Work {
    Runnable on(Exchange exchange, ImportRequest asked, UploadStream rows) throws IOException;
  }

  private Runnable run(Exchange exchange, ImportRequest asked, UploadStream rows)
      throws IOException {
    ImportReport report = importer.run(asked, rows);
    Tellings.imported(notifier, exchange.caller(), report);
    return () -> {
      exchange.changed(Change.to("market/" + report.kind(), report));
      exchange.json(200, report);
    };
  }

  private Runnable keep(Exchange exchange, ImportRequest asked, UploadStream rows)
      throws IOException {
    TaskView task = later.take(exchange.caller(), asked, rows);
    return () -> {
      exchange.changed(
          Change.to(
              "task/" + task.id(), Map.of("type", task.type(), "kind", asked.kind().label())));
      if (!exchange.answered()) {
        var headers = exchange.request().response().headers();
        headers.set(HttpHeaders.LOCATION, TaskOperations.PATH + task.id());
        if (LongImports.isPreferred(exchange.request())) {
          headers.set(Names.PREFERENCE_APPLIED, "respond-async");
        }
        exchange.json(202, TaskForm.of(task));
      }
    };
  }

  private void work(
      Context loop, Exchange exchange, Work work, ImportRequest asked, UploadStream rows) {
    try {
      Runnable answer = work.on(exchange, asked, rows);
      loop.runOnContext(done -> answer.run());
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
