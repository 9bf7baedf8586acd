package verticles.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the documentation says of a setting is so: it exists, and its default is what is said. */
class SettingsInDocsTest {
  private static final Path DEFAULTS = Path.of("src/main/resources/conf/spinreserve.yaml");

  /** The name of a setting, or of something else that is written in the same way. */
  private static final Pattern NAME = Pattern.compile("`([a-z]+(?:\\.[a-z][a-z0-9-]*)+)`");

  private static final Pattern VARIABLE = Pattern.compile("SPINRESERVE(?:_[A-Z0-9]+)+");

  /** A name with its default behind it in parentheses. */
  private static final Pattern WITH_DEFAULT =
      Pattern.compile(NAME.pattern() + "\\s\\((\\d+(?: (?:s|min|h|days?|minutes|MiB|KiB))?)\\)");

  private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| ([^ |]+) \\|.*");
  private static final Pattern TABLE = Pattern.compile("\\| setting of `([a-z]+):` \\| default .*");

  /** Types of tasks and of notices, whose first word is that of settings, too. */
  private static final Pattern TYPE =
      Pattern.compile(
          "cache\\.(warm|invalidated)|market\\.import|llm\\.generate|node\\.(joined|left)"
              + "|warming\\.(started|progress|finished)|tasks\\.(ended|changed)");

  private final Map<String, String> settings = new TreeMap<>();

  SettingsInDocsTest() throws IOException {
    walk("", new Yaml().<Map<String, Object>>load(Files.readString(DEFAULTS)));
  }

  @Test
  void every_setting_that_is_named_exists() {
    List<String> named =
        found(NAME).map(match -> match.group(1)).filter(this::isOfASection).toList();

    assertThat(named).hasSizeGreaterThan(50).allSatisfy(this::assertKnown);
  }

  @Test
  void every_variable_that_is_named_is_that_of_a_setting() {
    List<String> variables = settings.keySet().stream().map(SettingsInDocsTest::variable).toList();

    assertThat(found(VARIABLE).map(match -> match.group().replaceFirst("_FILE$", "")))
        .hasSizeGreaterThan(3)
        .filteredOn(name -> !name.equals("SPINRESERVE_JVM_OPTIONS"))
        .isSubsetOf(variables);
  }

  @Test
  void a_default_behind_a_name_is_the_default() {
    List<MatchResult> said = found(WITH_DEFAULT).toList();

    assertThat(said)
        .hasSizeGreaterThan(3)
        .allSatisfy(
            match ->
                assertThat(written(match.group(2)))
                    .as(match.group(1))
                    .isEqualTo(settings.get(match.group(1))));
  }

  @Test
  void a_default_in_a_table_is_the_default() {
    List<String> said = new ArrayList<>();
    String section = "";
    for (String line : docs().flatMap(String::lines).toList()) {
      var table = TABLE.matcher(line);
      var row = ROW.matcher(line);
      if (table.matches()) {
        section = table.group(1);
      } else if (!line.startsWith("|")) {
        section = "";
      } else if (!section.isEmpty() && row.matches()) {
        said.add(section + "." + row.group(1) + ": " + row.group(2));
      }
    }

    assertThat(said)
        .hasSizeGreaterThan(3)
        .isSubsetOf(
            settings.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList());
  }

  private boolean isOfASection(String name) {
    return settings.containsKey(name.replaceFirst("\\..*", "")) && !TYPE.matcher(name).matches();
  }

  private void assertKnown(String name) {
    assertThat(settings).containsKey(name);
  }

  /** As the settings are written: 10 minutes are 10m. */
  private static String written(String said) {
    return said.replaceFirst(" ([smhd])[a-z]*$", "$1").replace(" ", "");
  }

  private static Stream<MatchResult> found(Pattern pattern) {
    return docs().flatMap(text -> pattern.matcher(text).results());
  }

  private static Stream<String> docs() {
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      List<Path> pages =
          new ArrayList<>(files.filter(SettingsInDocsTest::isPage).sorted().toList());
      pages.add(Path.of("README.md"));
      return pages.stream().map(SettingsInDocsTest::text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String variable(String path) {
    return "SPINRESERVE_" + path.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  private void walk(String path, Object value) {
    settings.put(path, String.valueOf(value));
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, of) -> walk(path.isEmpty() ? key.toString() : path + "." + key, of));
    }
  }
}
