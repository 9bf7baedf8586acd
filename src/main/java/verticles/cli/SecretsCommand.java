package verticles.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import verticles.NodeConfig;
import verticles.NodeDatabase;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.postgres.PostgresTarget;
import verticles.secret.Rotation;
import verticles.secret.SecretDesk;

/** {@code spinreserve secrets}. */
@Command(
    name = "secrets",
    description = "About the secrets that are kept in PostgreSQL.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SecretsCommand.Rotate.class,
      SecretsCommand.Put.class,
      SecretsCommand.Remove.class
    })
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

  /** What may be put, so that a slip of the pen is noticed. */
  private static final List<String> NAMES = List.of("llm/key");

  private static final Pattern SECRET = Pattern.compile("[!-~]{1,1000}");

  private static void requireKnown(String name) {
    if (!NAMES.contains(name)) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "There is no secret '%s'; known are %s.".formatted(name, String.join(", ", NAMES)));
    }
  }

  /** {@code spinreserve secrets put}. */
  @Command(
      name = "put",
      description = {
        "Seal a secret in PostgreSQL, where all nodes read it; it is read from the standard input.",
        "llm/key is the key of the language model, used where llm.key is empty.",
        "The node may run meanwhile."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  spinreserve secrets put llm/key < key.txt")
  static final class Put implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "llm/key")
    private String name = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, SQLException {
      requireKnown(name);
      String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!SECRET.matcher(text).matches()) {
        throw FailureException.of(
            Failure.BAD_REQUEST,
            "The secret is read from the standard input: 1 to 1000 characters without spaces.");
      }
      NodeConfig config = common.load().settings();
      PostgresTarget database = NodeDatabase.running(config);
      new SecretDesk(config.secrets(), config.node().data()).put(database, name, new Secret(text));
      CommandAudit.record(config, database, "putSecret", "secret/" + name, new JsonObject());
      spec.commandLine().getOut().printf("%s is sealed in PostgreSQL.%n", name);
      return 0;
    }
  }

  /** {@code spinreserve secrets remove}. */
  @Command(
      name = "remove",
      description = "Forget a secret that was put.",
      mixinStandardHelpOptions = true)
  static final class Remove implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "llm/key")
    private String name = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws SQLException {
      requireKnown(name);
      NodeConfig config = common.load().settings();
      PostgresTarget database = NodeDatabase.running(config);
      boolean gone = new SecretDesk(config.secrets(), config.node().data()).remove(database, name);
      if (gone) {
        CommandAudit.record(config, database, "removeSecret", "secret/" + name, new JsonObject());
      }
      spec.commandLine().getOut().printf(gone ? "%s is forgotten.%n" : "There was no %s.%n", name);
      return 0;
    }
  }
}
