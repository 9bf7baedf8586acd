package verticles.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.config.Binder;
import verticles.config.Problems;
import verticles.config.Secret;
import verticles.config.Setting;
import verticles.config.YamlSettings;

class PostgresConfigTest {
  private static final Secret NONE = new Secret("");

  @Test
  void anAddressIsReadWithItsEncodedPassword() {
    PostgresTarget target =
        PostgresUrl.read(new Secret("postgresql://al%40ice:p%2Fw+@db.example:6432/da%20ta"), NONE);

    assertThat(target)
        .isEqualTo(new PostgresTarget("db.example", 6432, "da ta", "al@ice", new Secret("p/w+")));
    assertThat(PostgresUrl.read(new Secret(target.connectionString()), NONE)).isEqualTo(target);
  }

  @Test
  void aPasswordOfItsOwnWinsAndThePortHasADefault() {
    PostgresTarget target =
        PostgresUrl.read(new Secret("postgres://reader:old@erp/erp"), new Secret("new"));

    assertThat(target.password().reveal()).isEqualTo("new");
    assertThat(target.port()).isEqualTo(5432);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://host/database",
        "postgresql://user:hunter2@host",
        "postgresql://user:hunter2@host/db?sslmode=require",
        "postgresql://user:hunter2^@host/db"
      })
  void anAddressThatLacksAPartIsRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> PostgresUrl.read(new Secret(url), NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an address")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aSourceNeedsOnlyItsAddress() {
    Problems problems = new Problems();
    var section = YamlSettings.read("test", "url: postgresql://reader@erp/erp", problems);

    SourceConfig source = new Binder(problems).bind("", section, SourceConfig.class).orElseThrow();

    assertThat(source.pool().maxConnections()).isEqualTo(4);
    assertThat(source.target().user()).isEqualTo("reader");
  }

  @Test
  void aStatementMayNotOutliveItsQuery() {
    Problems problems = new Problems();
    var section =
        YamlSettings.read(
            "test",
            "{url: postgresql://reader@erp/erp, statement-timeout: 20s, query-deadline: 10s}",
            problems);

    assertThat(new Binder(problems).bind("", section, SourceConfig.class)).isEmpty();
    assertThat(problems.found().getFirst().toString()).contains("shorter than the query-deadline");
  }

  @Test
  void theShippedSettingsAreAccepted() throws Exception {
    try (var yaml = PostgresConfig.class.getResourceAsStream("/conf/spinreserve.yaml")) {
      Problems problems = new Problems();
      var all = YamlSettings.read("test", new String(yaml.readAllBytes(), UTF_8), problems);
      var section = (Setting.Section) requireNonNull(all.entries().get("postgres"));

      PostgresConfig config =
          new Binder(problems).bind("postgres", section, PostgresConfig.class).orElseThrow();

      assertThat(config.target()).isEmpty();
      assertThat(config.pool().maxConnections()).isEqualTo(8);
      assertThat(problems.found()).isEmpty();
    }
  }
}
