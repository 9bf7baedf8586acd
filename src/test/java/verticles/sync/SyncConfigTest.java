package verticles.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.testing.TestConfig;

/** What may be declared of a source. */
@Timeout(60)
class SyncConfigTest {
  @Test
  void a_source_with_a_time_is_a_schedule_of_the_system() {
    SyncConfig config =
        TestConfig.section(
            "sync",
            SyncConfig.class,
            """
            sources:
              spot: { url: "https://a.example/x", key: [id], cron: "*/5 * * * *", cron-time-zone: Europe/Oslo }
              idle: { url: "https://a.example/y", key: [id] }
            """);

    assertThat(config.tasks())
        .extracting(task -> task.name() + " " + task.timeZone() + " " + task.payload())
        .containsExactly("sync-spot Europe/Oslo {\"source\":\"spot\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url: ftp://a.example/x                               | http or https address",
        "url: 'https://u:p@a.example/x'                       | without a password",
        "{ url: 'https://a.example/x', rows: data }           | JSON pointers",
        "{ url: 'https://a.example/x' }                       | key: at least one",
        "{ url: 'https://a.example/x', into: trades }         | portfolio",
        "{ url: 'https://a.example/x', key: id, cron: never } | cron",
        "{ url: 'https://a.example/x', key: id, parallel: 9 } | from 1 to 8"
      })
  void what_cannot_be_pulled_stops_the_start_and_is_named(String source, String named) {
    String yaml = "sources:\n  spot:\n" + source.strip().indent(4);

    assertThatThrownBy(() -> TestConfig.section("sync", SyncConfig.class, yaml))
        .hasMessageContaining("sync.sources.spot")
        .hasMessageContaining(named.strip());
  }
}
