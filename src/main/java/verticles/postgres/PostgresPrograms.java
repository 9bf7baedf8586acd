package verticles.postgres;

import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Unpacks the PostgreSQL programs that come with this build, once for each data folder. They stay
 * inside the folder, so that a process can be told to be this folder's by its program alone.
 */
final class PostgresPrograms {
  private PostgresPrograms() {}

  /** The folder with {@code bin}, {@code lib} and {@code share} inside {@code home}. */
  static Path unpackedIn(Path home) {
    URL archive = archive();
    try {
      Path programs = home.resolve("programs-" + fingerprint(archive));
      if (!Files.isDirectory(programs)) {
        Path fresh = Files.createDirectories(home.resolve("programs-new"));
        try (InputStream packed = archive.openStream()) {
          unpack(packed, fresh);
        }
        Files.move(fresh, programs, StandardCopyOption.ATOMIC_MOVE);
      }
      return programs;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL cannot be unpacked into " + home, e);
    }
  }

  private static URL archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String family =
        system.contains("win") && !system.contains("darwin")
            ? "windows"
            : system.contains("mac") || system.contains("darwin") ? "darwin" : "linux";
    String name =
        "postgres-%s-%s.txz".formatted(family, ArchUtils.normalize(System.getProperty("os.arch")));
    URL archive = PostgresPrograms.class.getClassLoader().getResource(name);
    if (archive == null) {
      throw new IllegalStateException(
          "this build has no embedded PostgreSQL for this machine ("
              + name
              + "); set postgres.url to a database of your own");
    }
    return archive;
  }

  /** Another build's programs get another folder. */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    connection.setUseCaches(false);
    return Long.toHexString(
        connection instanceof JarURLConnection jar
            ? jar.getJarEntry().getCrc()
            : connection.getContentLengthLong());
  }

  private static void unpack(InputStream packed, Path into) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into) || isForDevelopers(entry.getName())) {
          continue;
        }
        unpack(tar, entry, file);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(tar, file);
      if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true)) {
        throw new IOException(file + " cannot be made executable");
      }
    }
  }

  private static boolean isForDevelopers(String name) {
    return name.endsWith(".a") || name.contains("include/") || name.contains("/pkgconfig");
  }
}
