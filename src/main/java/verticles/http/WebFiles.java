package verticles.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a folder on the class path, wherever the classes come from: a folder or a jar. */
final class WebFiles {
  private WebFiles() {}

  /** Every file by its path below {@code folder}; files with a leading dot are left out. */
  static Map<String, byte[]> read(String folder) {
    Map<String, byte[]> files = new TreeMap<>();
    try {
      List<URL> places = Collections.list(WebFiles.class.getClassLoader().getResources(folder));
      for (URL place : places) {
        read(place.toURI(), files);
      }
      return files;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot read " + folder + " of the class path", e);
    }
  }

  private static void read(URI place, Map<String, byte[]> files) throws IOException {
    if (place.getScheme().equals("jar")) {
      String[] parts = place.toString().split("!", 2);
      try (FileSystem jar = FileSystems.newFileSystem(URI.create(parts[0]), Map.of())) {
        walk(jar.getPath(parts[1]), files);
      }
    } else {
      walk(Path.of(place), files);
    }
  }

  private static void walk(Path root, Map<String, byte[]> files) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      found
          .filter(Files::isRegularFile)
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .forEach(
              file ->
                  files.putIfAbsent(
                      root.relativize(file).toString().replace('\\', '/'), bytes(file)));
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
