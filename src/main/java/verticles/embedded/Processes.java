package verticles.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

  private static boolean ended(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException | CompletionException stillThere) {
      // the caller goes on to the next means
    }
    return !process.isAlive();
  }
}
