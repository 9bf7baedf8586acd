package verticles.audit;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notes of this node about the chain: one JSON line each in {@code <data>/audit/anchors.ndjson}
 * and in the log, which may be shipped elsewhere. When there are too many, every second old one
 * goes.
 */
final class Anchors {
  static final int MOST = 20_000;

  private static final Logger LOGGER = LoggerFactory.getLogger(Anchors.class);

  private final Path file;
  private final List<Anchor> known = new ArrayList<>();
  private boolean appending;

  /** Reads what was noted before; blocks, as nothing else here but {@link #add} does. */
  Anchors(Path dataFolder) {
    this.file = dataFolder.resolve("audit").resolve("anchors.ndjson");
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          read(line, known);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
  }

  /** Notes where the chain ends now. */
  synchronized void add(Anchor anchor) {
    LOGGER
        .atInfo()
        .addKeyValue("row", anchor.seq())
        .addKeyValue("hash", Hex.of(anchor.hash()))
        .addKeyValue("at", anchor.at())
        .log("anchor of the audit log");
    try {
      Files.createDirectories(file.resolveSibling(""));
      if (known.size() >= MOST) {
        thin();
      }
      // the first line may stand behind half a line of a process that was killed
      String text = appending ? line(anchor) : "\n" + line(anchor);
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      appending = true;
      known.add(anchor);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** All notes in the order in which they were made. */
  synchronized List<Anchor> all() {
    return List.copyOf(known);
  }

  /** The last line of a node that was killed may be half of one. */
  private static void read(String line, List<Anchor> into) {
    if (line.isBlank()) {
      return;
    }
    try {
      JsonObject anchor = new JsonObject(line);
      into.add(
          new Anchor(
              anchor.getLong("row"),
              Hex.read(anchor.getString("hash")),
              Instant.parse(anchor.getString("at"))));
    } catch (DecodeException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException
        | DateTimeException half) {
      LOGGER.atWarn().log("a line of the audit log's anchors cannot be read");
    }
  }

  private void thin() throws IOException {
    List<Anchor> kept = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      if (i % 2 == 0 || i > known.size() / 2) {
        kept.add(known.get(i));
      }
    }
    StringBuilder text = new StringBuilder();
    kept.forEach(anchor -> text.append(line(anchor)));
    Path beside = file.resolveSibling("anchors.new");
    Files.writeString(beside, text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    known.clear();
    known.addAll(kept);
  }

  private static String line(Anchor anchor) {
    return new JsonObject()
            .put("row", anchor.seq())
            .put("hash", Hex.of(anchor.hash()))
            .put("at", anchor.at().toString())
            .encode()
        + "\n";
  }
}
