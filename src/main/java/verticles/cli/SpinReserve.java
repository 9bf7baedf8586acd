package verticles.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.bus.FieldError;
import verticles.config.ConfigException;
import verticles.config.Problem;

/** The command {@code spinreserve} itself. */
@Command(
    name = "spinreserve",
    description = "Keeps the data of your dashboards hot.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      ImportCommand.class,
      WarmCommand.class,
      TokenCommand.class,
      AccountCommand.class,
      ServiceTokenCommand.class,
      KeysCommand.class,
      DbCommand.class,
      SecretsCommand.class,
      AuditCommand.class,
      ConfigCommand.class,
      VersionCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spinreserve demo                      a simulated market on http://127.0.0.1:8080",
      "  spinreserve serve --config my.yaml    a node with your own settings",
      "  spinreserve import prices dk1.csv --zone DK1",
      "  spinreserve warm --mode critical      fill the cache of the running node",
      "  spinreserve account create anna --role admin",
      "  curl -H \"Authorization: Bearer $(spinreserve token)\" localhost:8080/api/v1/data",
      "",
      "Exit codes: 0 done, 1 failed, 2 bad usage or configuration."
    })
public final class SpinReserve {
  private static final Logger LOGGER = LoggerFactory.getLogger(SpinReserve.class);

  private SpinReserve() {}

  /** Runs one command and answers its exit code. */
  public static int run(String... arguments) {
    CommandLine line = new CommandLine(new SpinReserve());
    line.setExecutionExceptionHandler((thrown, command, parsed) -> tell(thrown, command));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    if (arguments.length == 0) {
      line.usage(line.getErr());
      return ExitCode.USAGE;
    }
    return line.execute(arguments);
  }

  private static int tell(Exception thrown, CommandLine command) {
    if (thrown instanceof ConfigException configuration) {
      command.getErr().println("The configuration cannot be used:");
      for (Problem problem : configuration.problems()) {
        command.getErr().println("  " + problem);
      }
      return ExitCode.USAGE;
    }
    command.getErr().println(sentence(thrown));
    for (FieldError error : Failures.of(thrown).errors()) {
      command.getErr().println("  " + error.pointer() + ": " + error.detail());
    }
    return ExitCode.SOFTWARE;
  }

  /** What our own code refuses is a sentence for the user; the rest needs its stack trace. */
  private static String sentence(Exception thrown) {
    if (thrown instanceof FailureException failure) {
      return failure.detail();
    }
    boolean ours =
        thrown instanceof IllegalStateException
            || thrown.getClass().getPackageName().startsWith("verticles");
    if (!ours) {
      LOGGER.error("the command failed", thrown);
    }
    return "It failed: " + (thrown.getMessage() == null ? thrown : thrown.getMessage());
  }
}
