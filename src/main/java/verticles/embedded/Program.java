package verticles.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of an embedded server to its end. */
public final class Program {
  private Program() {}

  /**
   * Runs a command and waits for it.
   *
   * @throws ProgramFailedException when it ends with another code than 0 or is not done in {@code
   *     limit}; it is killed then
   */
  public static void run(Duration limit, List<String> command) {
    try {
      // a file, not a pipe: a server that the program leaves behind would hold the pipe open
      Path output = Files.createTempFile("spinreserve", ".out");
      try {
        run(limit, command, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.getFirst(), e);
    }
  }

  private static void run(Duration limit, List<String> command, Path output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended || process.exitValue() != 0) {
        throw new ProgramFailedException(
            ended ? "ended with code " + process.exitValue() : "was not done in " + limit,
            Files.readString(output).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProgramFailedException("was interrupted", "");
    } finally {
      process.destroyForcibly();
    }
  }
}
