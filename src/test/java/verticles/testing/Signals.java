package verticles.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Freezes, thaws and kills real processes, each with all that it started. */
public final class Signals {
  private Signals() {}

  /** SIGSTOP: the processes live, keep their sockets, and answer nothing. */
  public static void freeze(long pid) {
    send("-STOP", pid);
  }

  /** SIGCONT. */
  public static void thaw(long pid) {
    send("-CONT", pid);
  }

  /** SIGKILL to this process alone. */
  public static void kill(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    process.ifPresent(ProcessHandle::destroyForcibly);
    Patience.until("killed", () -> process.flatMap(gone -> gone.info().command()).isEmpty());
  }

  private static void send(String signal, long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    List<String> pids =
        Stream.concat(Stream.of(process), process.descendants())
            .map(handle -> Long.toString(handle.pid()))
            .toList();
    try {
      new ProcessBuilder(Stream.concat(Stream.of("kill", signal), pids.stream()).toList())
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
