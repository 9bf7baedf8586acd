package verticles.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The log file of the embedded server; at each start a large one makes room for a new one.
 *
 * @param file where the server writes
 */
record ServerLog(Path file) {
  private static final long LARGEST = 10 << 20;
  private static final int LAST_LINES = 5;

  /** Keeps one earlier log. */
  void rotate() {
    try {
      if (Files.exists(file) && Files.size(file) > LARGEST) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The last lines, which usually say why a server did not start. */
  String end() {
    try {
      List<String> lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "see " + file;
    }
  }
}
