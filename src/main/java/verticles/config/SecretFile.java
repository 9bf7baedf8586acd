package verticles.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A secret that is kept in a file, as Kubernetes and Docker mount them: {@code {file:
 * /run/secrets/x}} stands in the place of its text.
 */
final class SecretFile {
  private static final int LARGEST = 64 * 1024;
  private static final String KEY = "file";
  private static final String FORM = "a text, or { file: PATH } of a readable file up to 64KiB";

  private SecretFile() {}

  /** Whether a setting names a file instead of the secret itself. */
  static boolean isNamedBy(Setting setting) {
    return setting instanceof Setting.Section section
        && section.entries().size() == 1
        && section.entries().get(KEY) instanceof Setting.Scalar;
  }

  /** The text of the file without the line end that editors leave; empty with a problem. */
  static Optional<Setting.Scalar> read(String path, Setting.Section section, Problems problems) {
    Setting file = section.entries().get(KEY);
    String name = file instanceof Setting.Scalar scalar ? scalar.text() : "";
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length <= LARGEST) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Optional.of(new Setting.Scalar(text.stripTrailing(), section.place()));
      }
    } catch (IOException | InvalidPathException e) {
      // told below
    }
    problems.add(section.place(), path, "the file '" + name + "'", FORM);
    return Optional.empty();
  }
}
