package verticles.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import verticles.identity.Role;

/** {@code spinreserve account}. */
@Command(
    name = "account",
    description = {
      "Accounts of people, at the running node of the data folder.",
      "A password is asked for at a terminal, else read from the standard input: it is never an"
          + " argument, which others could see."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  spinreserve account create anna --role admin",
      "  spinreserve account create tom --role trader --organisation sim-north < password.txt",
      "  spinreserve account role tom operator",
      "  spinreserve account disable tom"
    })
final class AccountCommand extends Group {
  private static final String PATH = "/api/v1/accounts";

  @Command(name = "create", description = "Make an account.", mixinStandardHelpOptions = true)
  int create(
      @Mixin CommonOptions common,
      @Parameters(paramLabel = "NAME", description = "Letters, digits and . _ @ -") String name,
      @Mixin Rights rights)
      throws Exception {
    try (NodeClient node = NodeClient.admin(common)) {
      Map<String, String> wanted = new LinkedHashMap<>();
      wanted.put("username", name);
      wanted.put("password", NewPassword.ask());
      wanted.put("role", rights.role().label());
      wanted.put("organisation", rights.organisation().orElse(""));
      tell(node.post(PATH, wanted));
    }
    return 0;
  }

  @Command(name = "list", description = "List the accounts.", mixinStandardHelpOptions = true)
  int list(@Mixin CommonOptions common) throws Exception {
    Table table = new Table("NAME", "ROLE", "ORGANISATION", "STATE", "SESSIONS");
    try (NodeClient node = NodeClient.admin(common)) {
      String cursor = "";
      do {
        JsonNode page = node.get(PATH + "?limit=500" + cursor);
        page.path("items").forEach(account -> row(table, account));
        JsonNode next = page.path("nextCursor");
        cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
      } while (!cursor.isEmpty());
    }
    table.print(out());
    return 0;
  }

  private static void row(Table table, JsonNode account) {
    table.row(
        account.path("username").asText(),
        account.path("role").asText(),
        account.path("organisation").asText(),
        account.path("disabled").asBoolean() ? "disabled" : "enabled",
        account.path("sessions").asText());
  }

  @Command(
      name = "disable",
      description = "Let nobody in with it; its sessions end.",
      mixinStandardHelpOptions = true)
  int disable(@Mixin CommonOptions common, @Parameters(paramLabel = "NAME") String name)
      throws Exception {
    return change(common, name, Map.of("disabled", true));
  }

  @Command(name = "enable", description = "Let it in again.", mixinStandardHelpOptions = true)
  int enable(@Mixin CommonOptions common, @Parameters(paramLabel = "NAME") String name)
      throws Exception {
    return change(common, name, Map.of("disabled", false));
  }

  @Command(name = "role", description = "Give it another role.", mixinStandardHelpOptions = true)
  int role(
      @Mixin CommonOptions common,
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "ROLE", description = "viewer, trader, operator or admin.")
          Role role)
      throws Exception {
    return change(common, name, Map.of("role", role.label()));
  }

  @Command(
      name = "password",
      description = "Give it another password; its sessions end.",
      mixinStandardHelpOptions = true)
  int password(@Mixin CommonOptions common, @Parameters(paramLabel = "NAME") String name)
      throws Exception {
    try (NodeClient node = NodeClient.admin(common)) {
      node.post(path(name) + "/password", Map.of("password", NewPassword.ask()));
    }
    out().println("The password is changed.");
    return 0;
  }

  private int change(CommonOptions common, String name, Map<String, Object> wanted)
      throws Exception {
    try (NodeClient node = NodeClient.admin(common)) {
      tell(node.patch(path(name), wanted));
    }
    return 0;
  }

  private static String path(String name) {
    return PATH + "/" + name.toLowerCase(Locale.ROOT);
  }

  private void tell(JsonNode account) {
    Table table = new Table("NAME", "ROLE", "ORGANISATION", "STATE", "SESSIONS");
    row(table, account);
    table.print(out());
  }
}
