package verticles.cli;

import picocli.CommandLine.Option;
import verticles.identity.Role;

/** The options of a command that lets somebody in: what they may do, and whose data they see. */
final class Rights {
  @Option(
      names = "--role",
      defaultValue = "viewer",
      description = "viewer, trader, operator or admin (default: ${DEFAULT-VALUE}).")
  private Role role = Role.VIEWER;

  @Option(
      names = "--organisation",
      paramLabel = "ID",
      defaultValue = "",
      description = "The organisation whose data it sees (default: none).")
  private String organisation = "";

  String role() {
    return role.label();
  }

  String organisation() {
    return organisation;
  }
}
