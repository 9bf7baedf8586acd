package verticles.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spinreserve serve}. */
@Command(
    name = "serve",
    description = "Run a node until it is told to stop.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spinreserve serve                       embedded PostgreSQL and Redis, no demo data",
      "  spinreserve serve --config my.yaml --port 8081",
      "  SPINRESERVE_POSTGRES_URL=postgresql://me:pw@db/market spinreserve serve"
    })
final class ServeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return Foreground.run(common.load(Map.of()), spec.commandLine().getOut());
  }
}
