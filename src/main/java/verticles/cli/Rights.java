package verticles.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
      description = "The organisation whose data it sees (default: none; 'default' for a token).")
  private @Nullable String organisation;

  Role role() {
    return role;
  }

  /** Empty when none was named. */
  Optional<String> organisation() {
    return Optional.ofNullable(organisation);
  }
}
