package verticles.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import verticles.NodeConfig;
import verticles.NodeDatabase;
import verticles.audit.AuditReader;
import verticles.audit.Auditing;
import verticles.audit.Verification;
import verticles.postgres.PostgresPool;

/** {@code spinreserve audit}. */
@Command(
    name = "audit",
    description = "Check and export the audit log.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AuditCommand.Verify.class, AuditCommand.Export.class})
final class AuditCommand extends Group {
  /** Reads the log of the configured database, or of the node that runs on the data folder. */
  private static int read(CommonOptions common, Function<AuditReader, Integer> use) {
    NodeConfig config = common.load().settings();
    Vertx vertx = Vertx.vertx();
    try {
      PostgresPool postgres =
          new PostgresPool(vertx, NodeDatabase.running(config), config.postgres().pool());
      return use.apply(
          Auditing.reader(postgres, config.audit(), config.node().data(), InstantSource.system()));
    } finally {
      wait(vertx.close());
    }
  }

  private static <T> T wait(Future<T> future) {
    return future.await();
  }

  /** {@code spinreserve audit verify}. */
  @Command(
      name = "verify",
      description = {
        "Check the chain of the audit log and name the first row that is missing or changed.",
        "The seals are checked with the key of the data folder or of audit.key, the end of the"
            + " chain with the anchors in the data folder."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExit codes and example:%n",
      footer = {
        "  0 it holds, 1 it does not (or could not be read), 2 bad usage.",
        "  spinreserve audit verify --from 1 --to 5000"
      })
  static final class Verify implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--from",
        paramLabel = "ROW",
        defaultValue = "1",
        description = "The first row to check (default: the oldest).")
    private long from = 1;

    @Option(
        names = "--to",
        paramLabel = "ROW",
        description = "The last row to check (default: the newest).")
    private long to = Long.MAX_VALUE;

    @Override
    public Integer call() {
      return read(common, this::verify);
    }

    private int verify(AuditReader reader) {
      PrintWriter out = spec.commandLine().getOut();
      long checked = 0;
      long erased = 0;
      long unknown = 0;
      Verification part = AuditCommand.wait(reader.verify(from, to));
      long first = part.from();
      while (true) {
        checked += part.checked();
        erased += part.erased();
        unknown += part.unknownKeys();
        if (part.broken().isPresent()) {
          out.printf("%,d rows hold, up to row %d.%n", checked, part.to());
          out.printf(
              "BROKEN at row %d: %s%n", part.broken().get().seq(), part.broken().get().reason());
          return ExitCode.SOFTWARE;
        }
        if (part.complete()) {
          break;
        }
        part = AuditCommand.wait(reader.verify(part.to() + 1, to));
      }
      out.printf("The chain holds: %,d rows, from %d to %d.%n", checked, first, part.to());
      if (erased > 0) {
        out.printf("Of %,d rows the details were erased.%n", erased);
      }
      if (unknown > 0) {
        out.printf("%,d rows are sealed by nodes whose key is not here.%n", unknown);
      }
      return ExitCode.OK;
    }
  }

  /** {@code spinreserve audit export}. */
  @Command(
      name = "export",
      description = "Print the audit log as JSON, a line for each event, oldest first.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  spinreserve audit export --from 2026-11-01T00:00:00Z > november.ndjson")
  static final class Export implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--from", paramLabel = "INSTANT", description = "Recorded then or later.")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", paramLabel = "INSTANT", description = "Recorded before.")
    private Instant to = Instant.parse("9999-01-01T00:00:00Z");

    @Override
    public Integer call() {
      return read(common, this::export);
    }

    private int export(AuditReader reader) {
      PrintWriter out = spec.commandLine().getOut();
      AuditReader.Export part = AuditCommand.wait(reader.export(0, from, to));
      part.lines().forEach(out::println);
      while (!part.complete()) {
        part = AuditCommand.wait(reader.export(part.last(), from, to));
        part.lines().forEach(out::println);
      }
      out.flush();
      return ExitCode.OK;
    }
  }
}
