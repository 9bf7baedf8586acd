package verticles.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.config.Binder;
import verticles.config.Problems;
import verticles.config.Setting;
import verticles.config.YamlSettings;

class SharedConfigTest {
  private final Problems problems = new Problems();

  @Test
  void theShippedSettingsAreAccepted() throws Exception {
    SharedConfig config = with("timeout: 50ms").orElseThrow();

    assertThat(config.timeout()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.prefix()).isEqualTo("sr:");
    assertThat(config.key().reveal()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: dG9vIHNob3J0 | base64 of 32 bytes",
        "prefix: 'a{b}' | letters, digits",
        "prefix: '' | letters, digits",
        "timeout: 0ms | 1ms",
        "previous-key: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= | only together with key"
      })
  void whatIsWrongIsSaid(String setting, String said) throws Exception {
    assertThat(with(setting)).isEmpty();
    assertThat(problems.found().getFirst().toString()).contains(said).doesNotContain("dG9v");
  }

  private Optional<SharedConfig> with(String setting) throws Exception {
    try (var yaml = SharedConfig.class.getResourceAsStream("/conf/spinreserve.yaml")) {
      var all = YamlSettings.read("test", new String(yaml.readAllBytes(), UTF_8), problems);
      var over = YamlSettings.read("test", "cache: {shared: {" + setting + "}}", problems);
      var cache = (Setting.Section) requireNonNull(all.overlaid(over).entries().get("cache"));
      var section = (Setting.Section) requireNonNull(cache.entries().get("shared"));
      return new Binder(problems).bind("cache.shared", section, SharedConfig.class);
    }
  }
}
