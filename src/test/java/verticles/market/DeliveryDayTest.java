package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryDayTest {

  @ParameterizedTest
  @CsvSource({"2026-03-29, 23", "2026-10-25, 25", "2026-06-01, 24"})
  void aDayHasItsHours(LocalDate date, int hours) {
    DeliveryDay day = new DeliveryDay(date);

    assertThat(day.intervals(60)).hasSize(hours);
    assertThat(day.intervals(15)).hasSize(4 * hours);
  }

  @Test
  void aDayBeginsAtLocalMidnight() {
    assertThat(DeliveryDay.at(Instant.parse("2026-06-01T21:59:59Z")).date())
        .isEqualTo("2026-06-01");
    assertThat(DeliveryDay.at(Instant.parse("2026-06-01T22:00:00Z")).date())
        .isEqualTo("2026-06-02");
  }
}
