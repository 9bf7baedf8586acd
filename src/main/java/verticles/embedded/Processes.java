package verticles.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds and ends servers that a killed node left behind. A process id in a file proves nothing, ids
 * are given out again: a process is ours only while it runs a program inside our own folder.
 */
public final class Processes {
  private Processes() {}

  /**
   * The living process whose id is the first line of {@code pidFile}.
   *
   * @param programs the folder its program must be in
   */
  public static Optional<ProcessHandle> owned(Path pidFile, Path programs) {
    try {
      if (!Files.exists(pidFile)) {
        return Optional.empty();
      }
      String first = Files.readString(pidFile).lines().findFirst().orElse("").strip();
      return ProcessHandle.of(Long.parseLong(first))
          .filter(ProcessHandle::isAlive)
          .filter(process -> runsFrom(process, programs));
    } catch (IOException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean runsFrom(ProcessHandle process, Path programs) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).startsWith(real(programs)))
        .orElse(false);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException missing) {
      return folder.toAbsolutePath().normalize();
    }
  }

  /** Asks a process to end, and kills it when it has not ended in {@code patience}. */
  public static void end(ProcessHandle process, Duration patience) {
    process.destroy();
    if (!ended(process, patience)) {
      kill(process);
    }
  }

  /** Ends a process at once. */
  public static void kill(ProcessHandle process) {
    process.destroyForcibly();
    ended(process, Duration.ofSeconds(10));
  }

  /** Looks often: the platform's own notice for a process that is no child comes seconds late. */
  private static boolean ended(ProcessHandle process, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (runs(process)) {
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** A zombie has an id but no program; where process 1 does not reap, it stays for ever. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
