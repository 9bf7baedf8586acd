package verticles.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import verticles.embedded.Passwords;

/**
 * The keys of a node that is not given any: a file that only its owner may read, with the present
 * key in its first line and the one before it in the second. All methods block for a moment.
 */
final class KeyFile implements KeySource {
  private final Path file;
  private MasterKeys known;
  private FileTime changed;

  /**
   * Reads the file, which is made when there is none.
   *
   * @throws UncheckedIOException when it cannot be read or made
   * @throws IllegalStateException when it holds no keys
   */
  KeyFile(Path file) {
    this.file = file;
    if (!Files.exists(file)) {
      Passwords.write(file, MasterKey.fresh() + "\n");
    }
    this.changed = lastChange();
    this.known = read();
  }

  @Override
  public synchronized MasterKeys keys() {
    return lastChange().equals(changed) ? known : again();
  }

  @Override
  public synchronized MasterKeys again() {
    changed = lastChange();
    known = read();
    return known;
  }

  /** Puts a new key before the present one; the one before that is forgotten. */
  synchronized void renew() {
    String present = lines().getFirst();
    Passwords.write(file, MasterKey.fresh() + "\n" + present + "\n");
    again();
  }

  @Override
  public String place() {
    return file.toString();
  }

  private MasterKeys read() {
    try {
      return new MasterKeys(lines().stream().map(MasterKey::of).toList());
    } catch (IllegalArgumentException e) {
      // without its message, which may hold a part of the key
      throw new IllegalStateException(
          file + " holds no master key: one or two lines, each base64 of 32 bytes");
    }
  }

  private List<String> lines() {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private FileTime lastChange() {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
