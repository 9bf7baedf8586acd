package verticles.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A clock on the wall that is wrong, for a process of its own; what measures time stays right. */
public final class WrongClock {
  private static final Path LIBRARIES = Path.of("/usr/lib");

  private WrongClock() {}

  /**
   * What to set for a process whose clock is ahead by so much, or behind. Nothing where libfaketime
   * is not installed, which CI does not let pass.
   */
  public static Map<String, String> by(Duration ahead) {
    Optional<Path> library = library();
    if (library.isEmpty()) {
      if ("true".equals(System.getenv("REQUIRE_BROWSER"))) {
        throw new IllegalStateException("libfaketime is not installed");
      }
      return Map.of();
    }
    return Map.of(
        "LD_PRELOAD",
        library.get().toString(),
        "FAKETIME",
        "%+ds".formatted(ahead.toSeconds()),
        // waits are measured by the clock that nothing sets
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  private static Optional<Path> library() {
    if (!Files.isDirectory(LIBRARIES)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(LIBRARIES)) {
      return found
          .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
          .filter(Files::exists)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
