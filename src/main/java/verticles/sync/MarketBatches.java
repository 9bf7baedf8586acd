package verticles.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import verticles.bus.FailureException;
import verticles.market.BadRows;
import verticles.market.ImportReport;
import verticles.market.ImportRequest;
import verticles.market.Kind;
import verticles.market.MarketImport;
import verticles.market.RowFormat;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskFailure;

/** Imports rows into the market as a file of so many lines would be, with all its checks. */
final class MarketBatches implements Batches {
  private final MarketImport imports;
  private final ImportRequest request;
  private final RowFields fields;
  private final TaskContext context;

  MarketBatches(SyncSource source, Kind kind, MarketImport imports, TaskContext context) {
    this.imports = imports;
    this.context = context;
    this.fields = new RowFields(source);
    this.request =
        new ImportRequest(
            kind,
            RowFormat.NDJSON,
            Map.of(),
            source.zone(),
            source.timeZone(),
            source.portfolio(),
            source.organisation(),
            OptionalInt.of(source.intervalMinutes()));
  }

  @Override
  public boolean keepsCheckpoints() {
    return false;
  }

  @Override
  public Counts write(List<JsonNode> rows, int first, JsonObject reached) {
    String lines =
        rows.stream().map(fields::of).map(PageReader::text).collect(Collectors.joining("\n"));
    try {
      ImportReport report =
          imports.run(
              request,
              new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
              context.fence());
      return new Counts(report.inserted(), report.updated(), report.unchanged());
    } catch (FailureException refused) {
      context.check();
      if (refused.errors().isEmpty()) {
        throw refused;
      }
      throw TaskFailure.permanent(
          "Rows %d to %d of their page were refused; a line is the place among them. %s"
              .formatted(first, first + rows.size() - 1, refused.detail()),
          BadRows.of(refused));
    }
  }
}
