package verticles.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import verticles.config.Binder;
import verticles.config.Problems;
import verticles.config.Setting;
import verticles.config.YamlSettings;

/** A section of the configuration as it is shipped, with what a test says laid over it. */
public final class TestConfig {
  private static final String DEFAULTS = "conf/spinreserve.yaml";

  private TestConfig() {}

  /**
   * The section of that name.
   *
   * @param settings in YAML, such as {@code max-streams: 2}; of two for the same key the second
   *     counts
   */
  public static <R extends Record> R section(String name, Class<R> type, String... settings) {
    Problems problems = new Problems();
    Setting.Section shipped =
        (Setting.Section)
            Objects.requireNonNull(
                YamlSettings.read(DEFAULTS, packaged(), problems).entries().get(name), name);
    for (String setting : settings) {
      shipped = shipped.overlaid(YamlSettings.read("the test", setting, problems));
    }
    R bound = new Binder(problems).bind(name, shipped, type).orElse(null);
    problems.throwIfAny();
    return Objects.requireNonNull(bound);
  }

  private static String packaged() {
    try (InputStream file = TestConfig.class.getClassLoader().getResourceAsStream(DEFAULTS)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
