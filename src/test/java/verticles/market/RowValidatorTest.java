package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

class RowValidatorTest {
  private static final Map<Field, String> BID =
      Map.of(
          Field.BID_ID, "B1",
          Field.SUBMITTED_AT, "2024-01-01T10:00Z",
          Field.DELIVERY_START, "2024-01-02T00:00Z",
          Field.SIDE, "sell",
          Field.LIMIT_EUR_MWH, "10",
          Field.QUANTITY_MWH, "5");

  private final RowProblems problems = new RowProblems();

  @Test
  void zoneAndIntervalComeFromTheRequest() {
    assertThat(validate(BID, 30))
        .hasValueSatisfying(
            values ->
                assertThat(values)
                    .containsEntry(Field.ZONE, "DK1")
                    .containsEntry(Field.INTERVAL_MINUTES, "30")
                    .doesNotContainKey(Field.ACCEPTED_MWH));
  }

  @Test
  void everyBadFieldOfARowIsNamed() {
    assertThat(validate(with(Map.of(Field.SIDE, "long", Field.QUANTITY_MWH, "0")), 60)).isEmpty();

    assertThat(found())
        .extracting(FieldError::pointer)
        .containsExactly("line 7, column side", "line 7, column quantity_mwh");
  }

  @Test
  void aRequiredFieldMustNotBeEmpty() {
    Map<Field, String> texts = new HashMap<>(BID);
    texts.remove(Field.LIMIT_EUR_MWH);

    validate(texts, 60);

    assertThat(found())
        .containsExactly(new FieldError("line 7, column limit_eur_mwh", "is missing or empty"));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-02T00:15Z, 60",
    "2024-01-02T00:45Z, 30",
    "2024-01-02T00:20Z, 15",
    "2024-01-02T00:00:01Z, 15",
    "2024-01-02T00:00:00.5Z, 60"
  })
  void aDeliveryStartsOnTheGridOfItsInterval(String start, int minutes) {
    validate(with(Map.of(Field.DELIVERY_START, start)), minutes);

    assertThat(found())
        .singleElement()
        .returns("line 7, column delivery_start", FieldError::pointer);
  }

  @Test
  void noMoreIsAcceptedThanWasOffered() {
    validate(with(Map.of(Field.ACCEPTED_MWH, "5.001")), 60);

    assertThat(found()).singleElement().returns("line 7, column accepted_mwh", FieldError::pointer);
  }

  @Test
  void aZoneThatContradictsTheRequestIsRejected() {
    validate(with(Map.of(Field.ZONE, "DK2")), 60);

    assertThat(found()).singleElement().returns("line 7, column zone", FieldError::pointer);
  }

  @Test
  void aBrokenLineHasNoColumn() {
    new RowValidator(request(60), problems).validate(new RawRow.Broken(3, "is not valid UTF-8"));

    assertThat(found()).containsExactly(new FieldError("line 3", "is not valid UTF-8"));
  }

  private Optional<Map<Field, String>> validate(Map<Field, String> texts, int minutes) {
    return new RowValidator(request(minutes), problems).validate(new RawRow.Texts(7, texts));
  }

  private static Map<Field, String> with(Map<Field, String> other) {
    Map<Field, String> texts = new HashMap<>(BID);
    texts.putAll(other);
    return texts;
  }

  private List<FieldError> found() {
    return catchThrowableOfType(FailureException.class, problems::rejectAny).errors();
  }

  private static ImportRequest request(int minutes) {
    return new ImportRequest(
        Kind.BIDS,
        RowFormat.CSV,
        Map.of(),
        Optional.of("DK1"),
        Optional.empty(),
        Optional.of("desk"),
        "",
        OptionalInt.of(minutes));
  }
}
