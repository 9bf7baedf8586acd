package verticles.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** {@code spinreserve service-token}. */
@Command(
    name = "service-token",
    description = "Tokens of services, at the running node of the data folder.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  spinreserve service-token create price-import --role trader \\",
      "      --organisation sim-north --scopes market:write",
      "  spinreserve service-token list",
      "  spinreserve service-token revoke price-import"
    })
final class ServiceTokenCommand extends Group {
  private static final String PATH = "/api/v1/service-tokens";

  @Command(
      name = "create",
      description = "Make a token and print it; it is not shown again.",
      mixinStandardHelpOptions = true)
  int create(
      @Mixin CommonOptions common,
      @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and . _ -")
          String name,
      @Mixin Rights rights,
      @Option(
              names = "--scopes",
              paramLabel = "SCOPES",
              required = true,
              split = ",",
              description = "What it is for, as data:read,market:write.")
          List<String> scopes,
      @Option(
              names = "--days",
              paramLabel = "DAYS",
              defaultValue = "90",
              description = "How long it is valid, 1 to 366 (default: ${DEFAULT-VALUE}).")
          int days)
      throws Exception {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("name", name);
    wanted.put("role", rights.role().label());
    wanted.put("organisation", rights.organisation().orElse(""));
    wanted.put("scopes", scopes);
    wanted.put("lifetimeDays", days);
    try (NodeClient node = NodeClient.admin(common)) {
      out().println(node.post(PATH, wanted).path("token").asText());
    }
    return 0;
  }

  @Command(name = "list", description = "List the tokens.", mixinStandardHelpOptions = true)
  int list(@Mixin CommonOptions common) throws Exception {
    Table table = new Table("NAME", "ROLE", "ORGANISATION", "SCOPES", "EXPIRES", "LAST USED");
    try (NodeClient node = NodeClient.admin(common)) {
      node.get(PATH).path("items").forEach(token -> row(table, token));
    }
    table.print(out());
    return 0;
  }

  private static void row(Table table, JsonNode token) {
    List<String> scopes =
        StreamSupport.stream(token.path("scopes").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    table.row(
        token.path("name").asText(),
        token.path("role").asText(),
        token.path("organisation").asText(),
        String.join(",", scopes),
        token.path("expiresAt").asText(),
        token.path("lastUsedAt").asText("never"));
  }

  @Command(
      name = "revoke",
      description = "Refuse a token from now on, on every node.",
      mixinStandardHelpOptions = true)
  int revoke(@Mixin CommonOptions common, @Parameters(paramLabel = "NAME") String name)
      throws Exception {
    try (NodeClient node = NodeClient.admin(common)) {
      String id =
          StreamSupport.stream(node.get(PATH).path("items").spliterator(), false)
              .filter(token -> token.path("name").asText().equals(name))
              .map(token -> token.path("id").asText())
              .findFirst()
              .orElseThrow(
                  () ->
                      FailureException.of(
                          Failure.NOT_FOUND, "There is no token '%s'.".formatted(name)));
      node.delete(PATH + "/" + id);
    }
    out().println("It is revoked.");
    return 0;
  }
}
