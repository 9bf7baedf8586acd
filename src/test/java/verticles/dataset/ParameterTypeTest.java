package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ParameterTypeTest {

  @Test
  void aTextIsPrintableNotEmptyAndWithinItsLength() {
    ParameterType.Text text = new ParameterType.Text(Optional.empty(), 5);

    assertThat(text.canonical("a'b")).contains("a'b");
    assertThat(text.canonical("œ∞")).contains("œ∞");
    assertThat(text.canonical("")).isEmpty();
    assertThat(text.canonical("123456")).isEmpty();
    assertThat(text.canonical("a\u0000b")).isEmpty();
    assertThat(text.canonical("a\nb")).isEmpty();
    assertThat(text.canonical("\ud800")).isEmpty();
  }

  @Test
  void aPatternMatchesTheWholeText() {
    ParameterType.Text text = new ParameterType.Text(Optional.of(Pattern.compile("[a-z]+")), 50);

    assertThat(text.canonical("abc")).contains("abc");
    assertThat(text.canonical("abc1")).isEmpty();
  }

  @Test
  void aZoneIsItsId() {
    ParameterType.Zone zone = new ParameterType.Zone();

    assertThat(zone.canonical("DK1")).contains("DK1");
    assertThat(zone.canonical("SIM-1")).contains("SIM-1");
    assertThat(zone.canonical("dk1")).isEmpty();
    assertThat(zone.canonical("-DK1")).isEmpty();
    assertThat(zone.canonical("A2345678901234567")).isEmpty();
  }

  @Test
  void aWholeNumberHasOneTextAndTwoBounds() {
    ParameterType.Whole whole = new ParameterType.Whole(-5, 500);

    assertThat(whole.canonical("007")).contains("7");
    assertThat(whole.canonical("-0")).contains("0");
    assertThat(whole.canonical("-5")).contains("-5");
    assertThat(whole.canonical("500")).contains("500");
    assertThat(whole.canonical("501")).isEmpty();
    assertThat(whole.canonical("-6")).isEmpty();
    assertThat(whole.canonical("1e2")).isEmpty();
    assertThat(whole.canonical("1.0")).isEmpty();
    assertThat(whole.canonical("٣")).isEmpty();
    assertThat(whole.canonical("99999999999999999999")).isEmpty();
    assertThat(whole.bound("7")).isEqualTo(7L);
  }

  @Test
  void aDecimalHasOneTextWithoutExponent() {
    ParameterType.Decimal number =
        new ParameterType.Decimal(Optional.empty(), Optional.of(new BigDecimal("100")));

    assertThat(number.canonical("12.50")).contains("12.5");
    assertThat(number.canonical("012.5")).contains("12.5");
    assertThat(number.canonical("-0.00")).contains("0");
    assertThat(number.canonical("100")).contains("100");
    assertThat(number.canonical("100.01")).isEmpty();
    assertThat(number.canonical("NaN")).isEmpty();
    assertThat(number.canonical("1e9999999")).isEmpty();
    assertThat(number.canonical("12,5")).isEmpty();
    assertThat(number.canonical(".5")).isEmpty();
  }

  @Test
  void aDateIsInTheCalendar() {
    ParameterType.Day day =
        new ParameterType.Day(LocalDate.of(2000, 1, 1), LocalDate.of(2030, 1, 1));

    assertThat(day.canonical("2024-02-29")).contains("2024-02-29");
    assertThat(day.canonical("2023-02-29")).isEmpty();
    assertThat(day.canonical("1999-12-31")).isEmpty();
    assertThat(day.canonical("2024-2-9")).isEmpty();
    assertThat(day.form()).isEqualTo("a date from 2000-01-01 to 2030-01-01");
  }

  @Test
  void aChoiceAndATruthAreTheirWords() {
    ParameterType.Choice side = new ParameterType.Choice(List.of("buy", "sell"));

    assertThat(side.canonical("buy")).contains("buy");
    assertThat(side.canonical("BUY")).isEmpty();
    assertThat(new ParameterType.Truth().canonical("true")).contains("true");
    assertThat(new ParameterType.Truth().canonical("1")).isEmpty();
  }
}
