package verticles.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
  private final Importer importer;
  private final Notifier notifier;
  private final LongImports later;
  private final Intake intake;

  Uploads(
      Importer importer, TaskServices tasks, Notifier notifier, long largestAtOnce, Intake intake) {
    this.importer = importer;
    this.notifier = notifier;
    this.later = new LongImports(tasks, largestAtOnce);
    this.intake = intake;
  }

  Operation of(Kind kind) {
    return exchange -> accept(exchange, kind);
  }

  private void accept(Exchange exchange, Kind kind) {
    ImportRequest asked = request(exchange, kind);
    intake.take(
        exchange,
        later.isFor(exchange.request())
            ? rows -> keep(exchange, asked, rows)
            : rows -> run(exchange, asked, rows));
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
