package verticles.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spinreserve demo}. */
@Command(
    name = "demo",
    description = {
      "Run a node with a simulated energy market.",
      "It starts PostgreSQL and Redis of its own under the data folder, fills two years of"
          + " simulated prices, bids and trades, and goes on with a tick a second."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  spinreserve demo", "  spinreserve demo --port 9000 --data /tmp/demo"})
final class DemoCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Map<String, String> preset = Map.of("market.simulate", "true");
    return Foreground.run(common.load(preset), spec.commandLine().getOut());
  }
}
