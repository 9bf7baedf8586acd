package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.audit.AuditEntry;
import verticles.audit.AuditPage;
import verticles.audit.AuditReader;
import verticles.audit.Broken;
import verticles.audit.Verification;

/** The audit log for admins: read, checked, exported. */
final class AuditOperations {
  private static final CharSequence NDJSON = Names.value("application/x-ndjson; charset=utf-8");

  private final AuditReader reader;

  AuditOperations(AuditReader reader) {
    this.reader = reader;
  }

  void list(Exchange exchange) {
    reader
        .page(AuditForm.query(exchange))
        .onSuccess(page -> exchange.json(200, document(page)))
        .onFailure(exchange::fail);
  }

  private static Map<String, @Nullable Object> document(AuditPage page) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("items", page.items().stream().map(AuditOperations::item).toList());
    document.put("nextCursor", page.next() == 0 ? null : Long.toString(page.next()));
    Map<String, @Nullable Object> chain = new LinkedHashMap<>();
    chain.put("verifiedToRow", page.verifiedTo());
    chain.put("broken", broken(page.broken()));
    document.put("chain", chain);
    return document;
  }

  private static @Nullable Map<String, Object> broken(Optional<Broken> broken) {
    return broken
        .map(found -> Map.<String, Object>of("row", found.seq(), "reason", found.reason()))
        .orElse(null);
  }

  static Map<String, @Nullable Object> item(AuditEntry entry) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("row", entry.seq());
    item.put("at", entry.at());
    item.put("recordedAt", entry.recordedAt());
    item.put("actor", entry.actor());
    item.put("organisation", entry.organisation());
    item.put("operation", entry.operation());
    item.put("subject", entry.subject());
    item.put("outcome", entry.outcome().name().toLowerCase(Locale.ROOT));
    item.put("status", entry.status());
    item.put("address", entry.address());
    item.put("requestId", entry.requestId());
    item.put("times", entry.times());
    item.put("before", entry.before().orElse(null));
    item.put("after", entry.after().orElse(null));
    item.put("erased", entry.erased());
    item.put("hash", entry.hash());
    return item;
  }

  void verify(Exchange exchange) {
    AuditForm.Rows rows = AuditForm.rows(exchange);
    reader
        .verify(rows.from(), rows.to())
        .onSuccess(checked -> exchange.json(200, document(checked)))
        .onFailure(exchange::fail);
  }

  private static Map<String, @Nullable Object> document(Verification checked) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("fromRow", checked.from());
    document.put("toRow", checked.to());
    document.put("checked", checked.checked());
    document.put("erased", checked.erased());
    document.put("unknownKeys", checked.unknownKeys());
    document.put("complete", checked.complete());
    document.put("broken", broken(checked.broken()));
    return document;
  }

  /**
   * Page after page, each when the one before has gone out; its last line says that it is whole.
   */
  void export(Exchange exchange) {
    AuditForm.Range range = AuditForm.times(exchange);
    exchange.changed(
        new Change(
            "audit",
            Optional.empty(),
            Optional.of(
                new JsonObject()
                    .put("from", range.from().toString())
                    .put("to", range.to().toString()))));
    reader
        .export(0, range.from(), range.to())
        .onSuccess(first -> begin(exchange, range, first))
        .onFailure(exchange::fail);
  }

  private void begin(Exchange exchange, AuditForm.Range range, AuditReader.Export first) {
    HttpServerResponse response = exchange.begin(200, Timing.total(exchange.elapsedNanos()));
    if (response == null) {
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, NDJSON)
        .putHeader(HttpHeaders.CACHE_CONTROL, Names.NO_STORE)
        .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.ndjson\"");
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      response.end();
      return;
    }
    response.setChunked(true);
    write(response, range, first, first.lines().size())
        // a file that breaks off has no last line
        .onFailure(broken -> response.reset());
  }

  private Future<Void> write(
      HttpServerResponse response, AuditForm.Range range, AuditReader.Export part, long rows) {
    Buffer lines = Buffer.buffer();
    part.lines().forEach(line -> lines.appendString(line).appendString("\n"));
    if (part.complete()) {
      lines.appendString(
          new JsonObject().put("end", true).put("rows", rows).put("lastRow", part.last()).encode());
      return response.end(lines.appendString("\n"));
    }
    return response
        .write(lines)
        .compose(sent -> reader.export(part.last(), range.from(), range.to()))
        .compose(next -> write(response, range, next, rows + next.lines().size()));
  }
}
