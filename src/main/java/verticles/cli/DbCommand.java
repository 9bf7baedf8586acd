package verticles.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import verticles.NodeConfig;
import verticles.NodeDatabase;

/** {@code spinreserve db}. */
@Command(
    name = "db",
    description = "About the node's PostgreSQL.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DbCommand.Url.class, TriggersCommand.class})
final class DbCommand extends Group {
  /** {@code spinreserve db url}. */
  @Command(
      name = "url",
      description = "Print the connection string of the node's PostgreSQL.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  psql \"$(spinreserve db url)\" -c 'select count(*) from price'")
  static final class Url implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      NodeConfig config = common.load().settings();
      spec.commandLine().getOut().println(NodeDatabase.running(config).connectionString());
      return 0;
    }
  }
}
