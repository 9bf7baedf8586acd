package verticles.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import verticles.DataFolder;
import verticles.NodeConfig;
import verticles.market.ImportReport;
import verticles.market.ImportRequest;
import verticles.market.Kind;
import verticles.market.RowFormat;

/** {@code spinreserve import}. */
@Command(
    name = "import",
    description = {
      "Import market data from a CSV or NDJSON file: all rows or none.",
      "A running node of the data folder is used when there is one, else its database is"
          + " opened. The same file a second time changes nothing.",
      "A long file becomes a task of that node, which is waited for; Ctrl-C stops waiting, not"
          + " the task."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nFields:%n",
    footer = {
      "  prices        delivery_start, interval_minutes, price_eur_mwh, volume_mwh",
      "  trades        trade_id, traded_at, zone, delivery_start, interval_minutes, side,",
      "                price_eur_mwh, quantity_mwh",
      "  bids          bid_id, submitted_at, zone, delivery_start, interval_minutes, side,",
      "                limit_eur_mwh, quantity_mwh, accepted_mwh",
      "  meter-values  delivery_start, interval_minutes, zone, metered_mwh",
      "",
      "Examples:",
      "  spinreserve import prices dk1.csv --zone DK1 --map ts_utc=delivery_start \\",
      "      --map spot_eur_mwh=price_eur_mwh",
      "  spinreserve import trades trades.ndjson --portfolio wind-west"
    })
final class ImportCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "prices, trades, bids or meter-values.")
  private String kind = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "A .csv or .ndjson file, UTF-8.")
  private Path file = Path.of("");

  @Option(
      names = "--map",
      paramLabel = "COLUMN=FIELD",
      description = "Which field a column of the file holds; once for each.")
  private Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--zone",
      paramLabel = "ID",
      description = "The bidding zone of all rows; created when it is new.")
  private @Nullable String zone;

  @Option(
      names = "--time-zone",
      paramLabel = "ID",
      description =
          "The time zone of a new zone, for example Europe/Berlin; known zones have theirs.")
  private @Nullable String timeZone;

  @Option(
      names = "--portfolio",
      paramLabel = "ID",
      description = "The portfolio of trades, bids and meter values; created when it is new.")
  private @Nullable String portfolio;

  @Option(
      names = "--organisation",
      paramLabel = "ID",
      defaultValue = "default",
      description = "The organisation of the portfolio (default: ${DEFAULT-VALUE}).")
  private String organisation = "default";

  @Option(
      names = "--interval-minutes",
      paramLabel = "MINUTES",
      description = "15, 30 or 60, for a file without that column (default: 60).")
  private @Nullable Integer intervalMinutes;

  @Override
  public Integer call() throws Exception {
    ImportRequest request = request();
    NodeConfig config = common.load().settings();
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(spec.commandLine(), "There is no file " + file + ".");
    }
    Optional<DataFolder.Running> node = DataFolder.running(config.node().data());
    PrintWriter terminal = spec.commandLine().getErr();
    Bar bar = new Bar(terminal, Bar.isWatched());
    ImportReport report;
    try (InputStream rows = new ProgressBar(Files.newInputStream(file), Files.size(file), bar)) {
      report =
          node.isPresent()
              ? new NodeImport(config, node.get(), new Bar(terminal, Bar.isWatched()))
                  .run(request, rows, Files.size(file))
              : OfflineImport.run(config, request, rows);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%,d %s read in %.1f s: %,d new, %,d changed, %,d as before.%n",
            report.rows(),
            report.kind(),
            report.elapsedMillis() / 1000.0,
            report.inserted(),
            report.updated(),
            report.unchanged());
    return 0;
  }

  private ImportRequest request() {
    Kind wanted =
        Stream.of(Kind.values())
            .filter(known -> known.label().equals(kind))
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "'" + kind + "' is not prices, trades, bids or meter-values."));
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    RowFormat format =
        name.endsWith(".ndjson") || name.endsWith(".jsonl") ? RowFormat.NDJSON : RowFormat.CSV;
    return new ImportRequest(
        wanted,
        format,
        columns,
        Optional.ofNullable(zone),
        Optional.ofNullable(timeZone),
        Optional.ofNullable(portfolio),
        organisation,
        intervalMinutes == null ? OptionalInt.empty() : OptionalInt.of(intervalMinutes));
  }
}
