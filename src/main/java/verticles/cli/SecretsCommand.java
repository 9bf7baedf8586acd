package verticles.cli;

import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import verticles.NodeConfig;
import verticles.NodeDatabase;
import verticles.postgres.PostgresTarget;
import verticles.secret.Rotation;

/** {@code spinreserve secrets}. */
@Command(
    name = "secrets",
    description = "About the secrets that are kept in PostgreSQL.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = SecretsCommand.Rotate.class)
final class SecretsCommand extends Group {
  /** {@code spinreserve secrets rotate}. */
  @Command(
      name = "rotate",
      description = {
        "Seal the secrets in PostgreSQL with a new master key; the one before it still opens them.",
        "A key that was made in the data folder is replaced there. One of the configuration is not:",
        "first set secrets.master-key and secrets.previous-master-key on all nodes, then run this.",
        "The node may run meanwhile."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  spinreserve secrets rotate --config my.yaml")
  static final class Rotate implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws SQLException {
      NodeConfig config = common.load().settings();
      PostgresTarget database = NodeDatabase.running(config);
      Rotation.Done done = new Rotation(config.secrets(), config.node().data()).run(database);
      CommandAudit.record(
          config,
          database,
          "secrets rotate",
          "master-key/" + done.key(),
          new JsonObject().put("resealed", done.resealed()).put("made", done.made()));
      spec.commandLine()
          .getOut()
          .printf(
              "%d secrets are sealed anew; %s is %s.%n",
              done.resealed(), done.made() ? "the new master key" : "the master key", done.key());
      return 0;
    }
  }
}
