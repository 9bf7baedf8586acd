package verticles.cli;

/**
 * Who runs a command, as the audit log names them: {@code (os:anna)}; no account has such a name.
 */
final class LocalUser {
  private LocalUser() {}

  /** The user of this machine. */
  static String name() {
    return "(os:%s)".formatted(System.getProperty("user.name"));
  }
}
