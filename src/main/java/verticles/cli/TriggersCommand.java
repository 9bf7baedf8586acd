package verticles.cli;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import verticles.Configuration;
import verticles.coherence.TableTags;
import verticles.coherence.Triggers;
import verticles.config.Nearest;
import verticles.postgres.PostgresTarget;
import verticles.postgres.SourceConfig;

/** {@code spinreserve db triggers}. */
@Command(
    name = "triggers",
    description = {
      "Install the triggers that datasets ask for by invalidate-on in one of the sources.",
      "The node's own database needs no command: a node installs them there when it starts."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spinreserve db triggers --config my.yaml                  # the SQL, for a DBA to read",
      "  spinreserve db triggers --config my.yaml --source erp --apply",
      "  spinreserve db triggers --config my.yaml --source erp --drop"
    })
final class TriggersCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "A key of the section sources; may be left out when there is one only.")
  private String source = "";

  @ArgGroup private What what = new What();

  /** What to do; to print is the default. */
  static final class What {
    @Option(
        names = "--print",
        description = "Print the SQL; nothing is connected to (the default).")
    private boolean print;

    @Option(names = "--apply", description = "Make, replace and drop triggers as the datasets ask.")
    private boolean apply;

    @Option(names = "--drop", description = "Drop the triggers and the schema spinreserve.")
    private boolean drop;
  }

  @Override
  public Integer call() {
    Configuration configuration = common.load();
    Map<String, SourceConfig> sources = configuration.settings().sources();
    String name = name(sources.keySet());
    PostgresTarget target = requireNonNull(sources.get(name)).target();
    List<TableTags> wanted = configuration.catalog().watched(name);
    PrintWriter out = spec.commandLine().getOut();
    if (what.apply) {
      report(name, "db triggers --apply", Triggers.install(target, wanted));
    } else if (what.drop) {
      report(name, "db triggers --drop", Triggers.drop(target));
    } else {
      out.print(Triggers.print(target.user(), wanted));
    }
    return 0;
  }

  private String name(Set<String> sources) {
    if (source.isEmpty() && sources.size() == 1) {
      return sources.iterator().next();
    }
    if (sources.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "The configuration has no sources; see --config.");
    }
    if (!sources.contains(source)) {
      throw new ParameterException(
          spec.commandLine(),
          source.isEmpty()
              ? "Which one of %s? Say --source NAME.".formatted(new TreeSet<>(sources))
              : "There is no source '%s'; the nearest is %s."
                  .formatted(source, Nearest.of(source, sources)));
    }
    return source;
  }

  private void report(String source, String operation, List<String> done) {
    PrintWriter out = spec.commandLine().getOut();
    done.forEach(out::println);
    if (done.isEmpty()) {
      out.println("The triggers are as they should be.");
    } else {
      record(source, operation, done);
    }
  }

  /** A DBA may do this beside a source, far from any node: then there is no log to write to. */
  private void record(String source, String operation, List<String> done) {
    CommandAudit.recordOrSay(
        common.load().settings(),
        spec.commandLine().getErr(),
        operation,
        "source/" + source,
        new JsonObject().put("triggers", new JsonArray(done)));
  }
}
