package verticles.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import verticles.Configuration;
import verticles.NodeConfig;

/** {@code spinreserve config}. */
@Command(
    name = "config",
    description = "About the configuration.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ConfigCommand.Check.class)
final class ConfigCommand extends Group {
  /** {@code spinreserve config check}. */
  @Command(
      name = "check",
      description = {
        "Read all settings and datasets as a start would, and report every mistake.",
        "Nothing is started and nothing is connected to."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  spinreserve config check --config my.yaml")
  static final class Check implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      Configuration configuration = common.load();
      NodeConfig settings = configuration.settings();
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "The configuration is good: datasets %d, further sources %d, PostgreSQL %s, Redis %s, port %d.%n",
          configuration.catalog().describe().size(),
          settings.sources().size(),
          settings.postgres().target().map(target -> "at " + target.host()).orElse("embedded"),
          settings.redis().isEmbedded()
              ? "embedded"
              : settings.redis().address().isPresent() ? "configured" : "none",
          settings.http().port());
      return 0;
    }
  }
}
