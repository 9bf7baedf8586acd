package verticles.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spinreserve keys}. */
@Command(
    name = "keys",
    description = "The keys that tokens are signed with, at the running node of the data folder.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  spinreserve keys list", "  spinreserve keys rotate"})
final class KeysCommand extends Group {
  private static final String PATH = "/api/v1/signing-keys";

  @Command(
      name = "list",
      description = "List the keys that are accepted, of all nodes.",
      mixinStandardHelpOptions = true)
  int list(@Mixin CommonOptions common) throws Exception {
    Table table = new Table("KEY", "STATE", "ADDED", "OVER", "NODE");
    try (NodeClient node = NodeClient.admin(common)) {
      node.get(PATH).path("items").forEach(key -> row(table, key));
    }
    table.print(out());
    return 0;
  }

  private static void row(Table table, JsonNode key) {
    table.row(
        key.path("kid").asText(),
        key.path("state").asText(),
        key.path("addedAt").asText(),
        key.path("overAt").asText("-"),
        key.path("node").asText());
  }

  @Command(
      name = "rotate",
      description = {
        "Replace the keys of all nodes while they run.",
        "The next keys are published first and sign some seconds later; the old ones are accepted"
            + " until the last of their tokens is over."
      },
      mixinStandardHelpOptions = true)
  int rotate(
      @Mixin CommonOptions common,
      @Option(
              names = "--end-old-tokens",
              description = "Refuse the tokens of the old keys: one was stolen.")
          boolean end)
      throws Exception {
    try (NodeClient node = NodeClient.admin(common)) {
      int replaced =
          node.post(PATH + "/rotation", Map.of("endOldTokens", end)).path("replaced").asInt();
      out().printf("%d keys are replaced; the next ones sign in some seconds.%n", replaced);
    }
    return 0;
  }
}
