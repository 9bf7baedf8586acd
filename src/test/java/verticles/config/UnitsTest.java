package verticles.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "10s,PT10S", "5m,PT5M", "2h,PT2H", "7d,P7D", "0s,PT0S"})
  void a_duration_has_a_unit(String text, Duration duration) {
    assertThat(Units.duration(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "1 week", "10S", "99999999999999999s"})
  void anything_else_is_no_duration(String text) {
    assertThat(Units.duration(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"512B,512", "64KiB,65536", "8MiB,8388608", "1GiB,1073741824", "0B,0"})
  void a_size_has_a_unit_and_is_written_the_same_way(String text, long bytes) {
    assertThat(Units.size(text)).contains(new DataSize(bytes));
    assertThat(Units.sizeText(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64", "64MB", "64M", "-1B", "999999999999999GiB"})
  void anything_else_is_no_size(String text) {
    assertThat(Units.size(text)).isEmpty();
  }

  @Test
  void the_nearest_name_has_the_fewest_edits() {
    assertThat(Nearest.of("pirt", java.util.List.of("host", "port", "max-header")))
        .isEqualTo("port");
  }
}
