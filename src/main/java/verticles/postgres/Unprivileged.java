package verticles.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import verticles.embedded.Program;
import verticles.embedded.ProgramFailedException;

/**
 * Lets PostgreSQL's programs, which refuse to run as root, run where this node is root: in a user
 * namespace of Linux they see themselves as nobody while files keep their owner.
 */
final class Unprivileged {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final List<String> prefix;

  private Unprivileged(List<String> prefix) {
    this.prefix = prefix;
  }

  /**
   * What this node's user needs.
   *
   * @throws IllegalStateException when it is root and there are no user namespaces
   */
  static Unprivileged here() {
    if (!isRoot()) {
      return new Unprivileged(List.of());
    }
    try {
      Program.run(LIMIT, List.of("unshare", "--user", "true"));
      return new Unprivileged(List.of("unshare", "--user"));
    } catch (ProgramFailedException | UncheckedIOException e) {
      throw new IllegalStateException(
          "the embedded PostgreSQL cannot run as root here; start as another user, or set"
              + " postgres.url to a database of your own",
          e);
    }
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
      return false;
    }
  }

  /** Runs a command and waits for it. */
  void run(Duration limit, List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    Program.run(limit, all);
  }
}
