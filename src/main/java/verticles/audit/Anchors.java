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
 * goes. All methods block.
 */
final class Anchors {
  static final int MOST = 20_000;

  private static final Logger LOGGER = LoggerFactory.getLogger(Anchors.class);

  private final Path file;
  private int lines = -1;

  Anchors(Path dataFolder) {
    this.file = dataFolder.resolve("audit").resolve("anchors.ndjson");
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
      if (lines < 0) {
        lines = all().size();
      }
      if (lines >= MOST) {
        thin();
      }
      Files.writeString(
          file, line(anchor), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** All notes in the order in which they were made; none when there is no file. */
  synchronized List<Anchor> all() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<Anchor> anchors = new ArrayList<>();
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        read(line, anchors);
      }
      return anchors;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The last line of a node that was killed may be half of one. */
  private static void read(String line, List<Anchor> into) {
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
    List<Anchor> all = all();
    for (int i = 0; i < all.size(); i++) {
      if (i % 2 == 0 || i > all.size() / 2) {
        kept.add(all.get(i));
      }
    }
    StringBuilder text = new StringBuilder();
    kept.forEach(anchor -> text.append(line(anchor)));
    Path beside = file.resolveSibling("anchors.new");
    Files.writeString(beside, text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    lines = kept.size();
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
