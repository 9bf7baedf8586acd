package verticles.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spinreserve warm}. */
@Command(
    name = "warm",
    description = {
      "Fill the cache of the running node of the data folder before anybody asks.",
      "It waits for the end; Ctrl-C stops waiting, not the run."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nModes:%n",
    footer = {
      "  full       everything that datasets declare under warm",
      "  critical   what is declared as critical there",
      "  popular    the most read questions of the last 7 days",
      "  predicted  what is usually read in the coming hour of the week",
      "  stats      load nothing, print what the cache did since its start",
      "",
      "Exit codes: 0 all loaded or fresh already, 1 some or all failed, 2 bad usage.",
      "",
      "Examples:",
      "  spinreserve warm --mode full",
      "  spinreserve warm --datasets zones,day-ahead-prices"
    })
final class WarmCommand implements Callable<Integer> {
  private static final String CACHE = "/api/v1/performance/cache";
  private static final Duration LOOK = Duration.ofMillis(200);

  private enum Mode {
    FULL,
    CRITICAL,
    POPULAR,
    PREDICTED,
    STATS
  }

  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "full, critical, popular, predicted or stats.")
  private @Nullable Mode mode;

  @Option(
      names = "--datasets",
      paramLabel = "NAMES",
      split = ",",
      description = "Everything declared for these datasets, in place of a mode.")
  private List<String> datasets = List.of();

  @Override
  public Integer call() throws Exception {
    if ((mode == null) == datasets.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Give --mode or --datasets, one of both.");
    }
    try (NodeClient node = NodeClient.of(common.load().settings())) {
      if (mode == Mode.STATS) {
        spec.commandLine().getOut().println(new HitTable(node.get(CACHE + "/metrics")).text());
        return ExitCode.OK;
      }
      return warm(node);
    }
  }

  private int warm(NodeClient node) throws IOException, InterruptedException {
    JsonNode run = node.post(CACHE + "/warm", request());
    Bar bar = new Bar(spec.commandLine().getErr(), Bar.isWatched());
    while (run.path("state").asText().equals("running")) {
      Thread.sleep(LOOK);
      run = node.get(CACHE + "/warm/" + run.path("id").asText());
      // until its questions are counted, nothing of it is done
      bar.show(run.path("done").asLong(), Math.max(1, run.path("total").asLong()));
    }
    bar.end();
    return tell(run);
  }

  private Map<String, Object> request() {
    return mode == null
        ? Map.of("datasets", datasets)
        : Map.of("mode", mode.name().toLowerCase(Locale.ROOT));
  }

  private int tell(JsonNode run) {
    String state = run.path("state").asText();
    long failed = run.path("failed").asLong();
    spec.commandLine()
        .getOut()
        .printf(
            "%,d questions %s in %.1f s: %,d loaded, %,d fresh already, %,d failed.%n",
            run.path("total").asLong(),
            state,
            seconds(run),
            run.path("loaded").asLong(),
            run.path("alreadyFresh").asLong(),
            failed);
    run.path("errors").forEach(error -> spec.commandLine().getErr().println("  " + error.asText()));
    return state.equals("done") && failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static double seconds(JsonNode run) {
    Instant from = Instant.parse(run.path("startedAt").asText());
    Instant to = Instant.parse(run.path("finishedAt").asText());
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
