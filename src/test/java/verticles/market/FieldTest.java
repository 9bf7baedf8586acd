package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTest {

  @ParameterizedTest
  @CsvSource({
    "2024-03-31T00:00:00Z, 2024-03-31T00:00:00Z",
    "2024-03-31T02:00+02:00, 2024-03-31T00:00:00Z",
    "2024-03-31T01:00+01, 2024-03-31T00:00:00Z",
    "2024-03-31t00:00z, 2024-03-31T00:00:00Z",
    "2024-03-31T00:00:00.123456789Z, 2024-03-31T00:00:00.123456Z",
    "2024-10-27T02:00+01:00, 2024-10-27T01:00:00Z",
  })
  void instantsAreReadWithTheirOffset(String text, String instant) throws BadValueException {
    assertThat(Field.DELIVERY_START.parse(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-31T25:00Z",
        "2024-03-31T24:00Z",
        "25:00",
        "2024-02-30T00:00Z",
        "31.03.2024 00:00",
        "1711843200",
        "2024-03-31T00:00Z[Europe/Copenhagen]",
        "2024-03-31T00:00+25:00",
        "now",
        "-1-01-01T00:00Z"
      })
  void whatIsNotATimeIsNamedWithWhatIsAccepted(String text) {
    assertThatThrownBy(() -> Field.TRADED_AT.parse(text))
        .hasMessageContaining(text)
        .hasMessageContaining("is not a time")
        .hasMessageContaining("2024-03-31T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-03-31T02:00", "2024-03-31 02:00:00", "2024-03-31"})
  void aLocalTimeIsNoInstant(String text) {
    assertThatThrownBy(() -> Field.DELIVERY_START.parse(text))
        .hasMessageContaining("no offset")
        .hasMessageContaining("2024-03-31T01:00+01:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1999-12-31T23:00Z", "2100-01-01T00:00Z", "9999-01-01T00:00Z"})
  void yearsFarAwayAreMistakes(String text) {
    assertThatThrownBy(() -> Field.DELIVERY_START.parse(text)).hasMessageContaining("2000 to 2099");
  }

  @ParameterizedTest
  @CsvSource({
    "106.58, 106.58",
    "-0.005, -0.01",
    "-12, -12.00",
    "+3.14159, 3.14",
    ".5, 0.50",
    "5., 5.00",
    "1e2, 100.00",
    "-10000, -10000.00",
  })
  void pricesAreRoundedToCents(String text, String price) throws BadValueException {
    assertThat(Field.PRICE_EUR_MWH.parse(text)).isEqualTo(price);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-inf",
        "abc",
        "1 000",
        "0x10",
        "1e",
        "--1",
        "١٢",
        "1e999999999",
        "1_0"
      })
  void whatIsNoNumberIsRejected(String text) {
    assertThatThrownBy(() -> Field.PRICE_EUR_MWH.parse(text))
        .hasMessageContaining("is not a number");
  }

  @Test
  void aDecimalCommaIsToldApart() {
    assertThatThrownBy(() -> Field.PRICE_EUR_MWH.parse("12,5"))
        .hasMessageContaining("with a point");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000.01", "-10000.01", "1e20", "99999999999999999999"})
  void aPriceOutOfBoundsIsRejected(String text) {
    assertThatThrownBy(() -> Field.LIMIT_EUR_MWH.parse(text))
        .hasMessageContaining("-10000 and 10000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.0004", "1e-99"})
  void aQuantityIsPositive(String text) {
    assertThatThrownBy(() -> Field.QUANTITY_MWH.parse(text)).isInstanceOf(BadValueException.class);
  }

  @Test
  void acceptedAndVolumeMayBeZeroButNotNegative() throws BadValueException {
    assertThat(Field.ACCEPTED_MWH.parse("0")).isEqualTo("0.000");
    assertThatThrownBy(() -> Field.VOLUME_MWH.parse("-0.001")).hasMessageContaining("negative");
  }

  @Test
  void meteredConsumptionIsNegative() throws BadValueException {
    assertThat(Field.METERED_MWH.parse("-3.25")).isEqualTo("-3.250");
  }

  @ParameterizedTest
  @CsvSource({"buy, buy", "SELL, sell", "Buy, buy"})
  void sidesAreReadInEitherCase(String text, String side) throws BadValueException {
    assertThat(Field.SIDE.parse(text)).isEqualTo(side);
  }

  @Test
  void anotherSideIsRejected() {
    assertThatThrownBy(() -> Field.SIDE.parse("long")).hasMessageContaining("buy or sell");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DK1", "DE-LU", "NO_2"})
  void zonesAreUpperCase(String zone) throws BadValueException {
    assertThat(Field.ZONE.parse(zone)).isEqualTo(zone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dk1", "", "-DK", "A-ZONE-NAME-TOO-LONG", "DK1;", "SIM-1", "SIM-NEW"})
  void otherZonesAreRejected(String zone) {
    assertThatThrownBy(() -> Field.ZONE.parse(zone)).isInstanceOf(BadValueException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "45", "60.0", "-15", "hourly"})
  void intervalsAreQuartersHalvesAndHours(String minutes) {
    assertThatThrownBy(() -> Field.INTERVAL_MINUTES.parse(minutes))
        .hasMessageContaining("15, 30 or 60");
  }

  @Test
  void anIdHasNoControlCharactersAndAMessageShowsNone() {
    assertThatThrownBy(() -> Field.TRADE_ID.parse("a\u0007b"))
        .hasMessageContaining("\\u0007")
        .hasMessageNotContaining("\u0007");
  }

  @Test
  void aLongTextIsCutInTheMessage() {
    assertThatThrownBy(() -> Field.TRADE_ID.parse("x".repeat(60_000)))
        .message()
        .hasSizeLessThan(150);
  }
}
