package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
  private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

  private static Moments at(String now) {
    return new Moments(
        COPENHAGEN,
        Instant.parse(now),
        Instant.parse("2024-06-15T12:00:00Z"),
        Map.of("from", Instant.parse("2024-03-30T23:00:00Z")));
  }

  private static String read(String text) {
    return at("2024-06-15T12:34:56Z").read(text).map(Instant::toString).orElse("refused");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-31, 2024-03-30T23:00:00Z",
    "2024-04-01, 2024-03-31T22:00:00Z",
    "2024-10-27, 2024-10-26T22:00:00Z",
    "2024-10-28, 2024-10-27T23:00:00Z",
    "2024-02-29, 2024-02-28T23:00:00Z",
    "2024-03-31T02:30:00+01:00, 2024-03-31T01:30:00Z",
    "2024-03-31T02:30:00 01:00, 2024-03-31T01:30:00Z",
    "2024-03-31T02:30Z, 2024-03-31T02:30:00Z",
    "2024-03-31T02:30:00.123456789Z, 2024-03-31T02:30:00.123456Z",
    "today, 2024-06-14T22:00:00Z",
    "tomorrow, 2024-06-15T22:00:00Z",
    "yesterday, 2024-06-13T22:00:00Z",
    "today-29d, 2024-05-16T22:00:00Z",
    "now, 2024-06-15T12:00:00Z",
    "now-15m, 2024-06-15T11:45:00Z",
    "from+1d, 2024-03-31T22:00:00Z",
    "from 1d, 2024-03-31T22:00:00Z",
    "from+24h, 2024-03-31T23:00:00Z",
    "today+36h, 2024-06-16T10:00:00Z"
  })
  void everyFormIsRead(String text, String instant) {
    assertThat(read(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-13-01",
        "2024-02-30",
        "2023-02-29",
        "2024-03-31T02:30",
        "2024-03-31T25:00:00Z",
        "2024-03-31 02:30",
        "20240331",
        "to+1d",
        "today+1w",
        "today+d",
        "today+999999d",
        "Today",
        "now now",
        "1711839600",
        "0001-01-01",
        "9999-12-31",
        "+123456789-01-01T00:00:00Z",
        "2024-03-31T00:00:00Z; DROP TABLE price"
      })
  void everythingElseIsRefused(String text) {
    assertThat(read(text)).isEqualTo("refused");
  }

  @Test
  void theDaysOfClockChangesHave23And25Hours() {
    Moments spring = at("2024-03-31T10:00:00Z");
    Moments autumn = at("2024-10-27T10:00:00Z");

    assertThat(hours(spring)).isEqualTo(23);
    assertThat(hours(autumn)).isEqualTo(25);
  }

  private static long hours(Moments day) {
    return Duration.between(day.read("today").orElseThrow(), day.read("tomorrow").orElseThrow())
        .toHours();
  }

  @Test
  void aDayWhoseMidnightDoesNotExistBeginsLater() {
    Moments beirut = new Moments(ZoneId.of("Asia/Beirut"), Instant.EPOCH, Instant.EPOCH, Map.of());

    assertThat(beirut.read("2024-03-31")).contains(Instant.parse("2024-03-30T22:00:00Z"));
    assertThat(beirut.read("2024-04-01")).contains(Instant.parse("2024-03-31T21:00:00Z"));
  }

  @Test
  void aTimeWithoutOffsetIsExplained() {
    assertThat(Moments.complaint("2024-03-31T02:30:00")).contains("has no offset", "%2B01:00");
    assertThat(Moments.complaint("2024-99-31T02:30:00Z")).contains("not a point in time");
  }

  @Test
  void aRelativeTimeSaysWhatItStartsFrom() {
    assertThat(Moments.reference("from+1d")).contains("from");
    assertThat(Moments.reference("today+1d")).isEmpty();
    assertThat(Moments.reference("2024-03-31")).isEmpty();
  }
}
