package verticles.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says which test keeps which promise about security. */
class TestedWhereTest {
  private static final Path PAGE = Path.of("docs", "security-tests.md");
  private static final Path TESTS = Path.of("src", "test", "java");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void everyTestThatThePageNamesIsThere() throws IOException {
    Map<String, String> sources = sources();

    List<String> missing =
        NAMED
            .matcher(Files.readString(PAGE))
            .results()
            .filter(
                named ->
                    !sources
                        .getOrDefault(named.group(1), "")
                        .contains(" void " + named.group(2) + "("))
            .map(named -> named.group())
            .toList();

    assertThat(missing).isEmpty();
    assertThat(NAMED.matcher(Files.readString(PAGE)).results()).hasSizeGreaterThan(80);
  }

  @Test
  void everyPromiseAndAttackNamesOne() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| ") && !line.endsWith("| tested by |"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(40).allMatch(row -> NAMED.matcher(row).find());
  }

  private static Map<String, String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  TestedWhereTest::read,
                  (one, other) -> one + other));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
