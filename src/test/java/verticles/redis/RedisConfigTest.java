package verticles.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.config.Binder;
import verticles.config.Problems;
import verticles.config.Setting;
import verticles.config.YamlSettings;

class RedisConfigTest {
  private final Problems problems = new Problems();

  @Test
  void theShippedSettingsAreAccepted() throws Exception {
    RedisConfig config = shipped("embedded").orElseThrow();

    assertThat(config.isEmbedded()).isTrue();
    assertThat(config.address()).isEmpty();
  }

  @Test
  void anAddressOrNoneCanTakeItsPlace() throws Exception {
    assertThat(shipped("none").orElseThrow().address()).isEmpty();
    assertThat(shipped("redis://:secret@cache:6380").orElseThrow().address()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "http://cache:6379", "redis://"})
  void anythingElseIsRefused(String url) throws Exception {
    assertThat(shipped(url)).isEmpty();
    assertThat(problems.found().getFirst().toString()).contains("redis://:password@host:6379");
  }

  private Optional<RedisConfig> shipped(String url) throws Exception {
    try (var yaml = RedisConfig.class.getResourceAsStream("/conf/spinreserve.yaml")) {
      var all = YamlSettings.read("test", new String(yaml.readAllBytes(), UTF_8), problems);
      var over = YamlSettings.read("test", "redis: {url: '" + url + "'}", problems);
      var section = (Setting.Section) requireNonNull(all.overlaid(over).entries().get("redis"));
      return new Binder(problems).bind("redis", section, RedisConfig.class);
    }
  }
}
