package verticles.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import verticles.config.Secret;

/** Random passwords, each kept in a file that only the owner of this process may read. */
public final class Passwords {
  private static final int BYTES = 24;

  private Passwords() {}

  /** The password kept in {@code file}; a new one is made when there is none. */
  public static Secret keptIn(Path file) {
    Optional<Secret> kept = read(file);
    if (kept.isPresent()) {
      return kept.get();
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Secret made = new Secret(HexFormat.of().formatHex(random));
    write(file, made.reveal());
    return made;
  }

  /** The password kept in {@code file}; empty when there is no such file. */
  public static Optional<Secret> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file).strip()).filter(p -> !p.isEmpty()).map(Secret::new)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Writes a file that only the owner of this process may read; whole, or not at all. */
  public static void write(Path file, String text) {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      Path fresh = Files.createTempFile(folder, ".", ".new", ownerOnly(folder));
      Files.writeString(fresh, text);
      try {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
