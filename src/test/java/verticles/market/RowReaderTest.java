package verticles.market;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;

class RowReaderTest {
  private static final String HEADER = "delivery_start,price_eur_mwh\n";
  private static final Map<Field, String> ROW =
      Map.of(Field.DELIVERY_START, "2024-01-01T00:00Z", Field.PRICE_EUR_MWH, "1.5");

  @Test
  void aRowIsReadByItsHeader() throws IOException {
    assertThat(csv("price_eur_mwh,other,delivery_start\n1.5,x,2024-01-01T00:00Z\n"))
        .containsExactly(new RawRow.Texts(2, ROW));
  }

  @Test
  void byteOrderMarkCarriageReturnsQuotesSpacesAndBlankLinesAreFine() throws IOException {
    assertThat(
            csv(
                "\uFEFF\"delivery_start\", price_eur_mwh\r\n\r\n"
                    + "\"2024-01-01T00:00Z\", 1.5 \r\n  \r\n2024-01-01T00:00Z,\"1.5\""))
        .containsExactly(new RawRow.Texts(3, ROW), new RawRow.Texts(5, ROW));
  }

  @Test
  void anEmptyValueIsNoValue() throws IOException {
    assertThat(csv(HEADER + ",1.5\n"))
        .containsExactly(new RawRow.Texts(2, Map.of(Field.PRICE_EUR_MWH, "1.5")));
  }

  @Test
  void aQuoteLeftOpenSpoilsOneLine() throws IOException {
    assertThat(csv(HEADER + "\"2024-01-01T00:00Z,1.5\n2024-01-01T00:00Z,1.5\n"))
        .hasSize(2)
        .last()
        .isEqualTo(new RawRow.Texts(3, ROW));
    assertThat(csv(HEADER + "\"2024,1.5\n").getFirst()).isInstanceOf(RawRow.Broken.class);
  }

  @Test
  void aRowWithTooFewOrTooManyValuesIsBroken() throws IOException {
    assertThat(csv(HEADER + "2024-01-01T00:00Z\n1,2,3\n"))
        .containsExactly(
            new RawRow.Broken(2, "has 1 values; the header has 2 columns"),
            new RawRow.Broken(3, "has 3 values; the header has 2 columns"));
  }

  @Test
  void invalidUtf8AndNulSpoilTheirLineOnly() throws IOException {
    byte[] latin1 = (HEADER + "\u00e6,1\n\0,1\n2024-01-01T00:00Z,1.5").getBytes("ISO-8859-1");

    assertThat(all(RowReader.of(prices(Map.of()), new ByteArrayInputStream(latin1))))
        .containsExactly(
            new RawRow.Broken(2, "is not valid UTF-8"),
            new RawRow.Broken(3, "contains a NUL character"),
            new RawRow.Texts(4, ROW));
  }

  @Test
  void aLineThatIsTooLongIsSkippedWithoutKeepingIt() throws IOException {
    String file = HEADER + "x".repeat(3 * Lines.LONGEST) + "\n2024-01-01T00:00Z,1.5\n";

    assertThat(csv(file))
        .containsExactly(new RawRow.Broken(2, "is longer than 64 KiB"), new RawRow.Texts(3, ROW));
  }

  @Test
  void theLongestLineIsRead() throws IOException {
    String price = "1".repeat(Lines.LONGEST - 2);

    assertThat(csv(HEADER + "1," + price + "\n").getFirst()).isInstanceOf(RawRow.Texts.class);
    assertThat(csv(HEADER + "1,1" + price + "\n").getFirst()).isInstanceOf(RawRow.Broken.class);
  }

  @Test
  void aMappedColumnStandsForItsField() throws IOException {
    assertThat(
            all(
                RowReader.of(
                    prices(Map.of("ts_utc", "delivery_start", "spot", "price_eur_mwh")),
                    stream("ts_utc,spot,price_eur_mwh\n2024-01-01T00:00Z,1.5,9\n"))))
        .containsExactly(new RawRow.Texts(2, ROW));
  }

  @Test
  void aMissingColumnNamesTheFileColumnsAndTheMapping() {
    FailureException failure = failure(Map.of(), "ts_utc,spot_eur_mwh\n");

    assertThat(failure.failure()).isEqualTo(Failure.BAD_REQUEST);
    assertThat(failure.detail())
        .contains("delivery_start, price_eur_mwh")
        .contains("'ts_utc', 'spot_eur_mwh'")
        .contains("--map spot_eur_mwh=price_eur_mwh");
  }

  @Test
  void semicolonsAreNamed() {
    assertThat(failure(Map.of(), "delivery_start;price_eur_mwh\n").detail())
        .contains("not by semicolons");
  }

  @Test
  void aMappingToAnUnknownFieldNamesTheNearest() {
    assertThat(failure(Map.of("spot", "price_eur"), "spot\n").detail()).contains("price_eur_mwh");
  }

  @Test
  void aMappingFromAnUnknownColumnNamesTheNearest() {
    assertThat(failure(Map.of("sport", "price_eur_mwh"), "delivery_start,spot\n").detail())
        .contains("did you mean spot");
  }

  @Test
  void aFieldIsMappedOnce() {
    assertThat(failure(Map.of("a", "price_eur_mwh", "b", "price_eur_mwh"), "a,b\n").detail())
        .contains("twice");
    assertThat(failure(Map.of(), "delivery_start,price_eur_mwh,price_eur_mwh\n").detail())
        .contains("Two columns");
  }

  @Test
  void anEmptyFileIsABadRequest() {
    assertThat(failure(Map.of(), "").detail()).contains("empty");
    assertThat(failure(Map.of(), "\n\n").detail()).contains("empty");
  }

  @Test
  void withoutARequestedZoneTheFileNeedsItsColumn() {
    ImportRequest request =
        new ImportRequest(
            Kind.PRICES,
            RowFormat.CSV,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "",
            OptionalInt.empty());

    assertThat(
            catchThrowableOfType(
                    FailureException.class, () -> RowReader.of(request, stream(HEADER)))
                .detail())
        .contains("no column for zone");
  }

  @Test
  void jsonNumbersAreTakenAsTheyAreWritten() throws IOException {
    assertThat(
            json(
                """
                {"delivery_start":"2024-01-01T00:00Z","price_eur_mwh":1.5,"volume_mwh":null,"note":"x"}

                {"delivery_start":"2024-01-01T00:00Z","price_eur_mwh":"1.5"}
                {"price_eur_mwh":0.10000000000000000001}
                """))
        .containsExactly(
            new RawRow.Texts(1, ROW),
            new RawRow.Texts(3, ROW),
            new RawRow.Texts(4, Map.of(Field.PRICE_EUR_MWH, "0.10000000000000000001")));
  }

  @Test
  void whatIsNoFlatObjectIsBroken() throws IOException {
    assertThat(
            json(
                """
                [1]
                {"price_eur_mwh":1
                {"price_eur_mwh":NaN}
                {"price_eur_mwh":1}{"price_eur_mwh":2}
                {"price_eur_mwh":1,"price_eur_mwh":2}
                {"price_eur_mwh":{"value":1}}
                {"spot":1}
                %s
                """
                    .formatted("[".repeat(60_000))))
        .hasSize(8)
        .allMatch(row -> row instanceof RawRow.Broken);
  }

  private static List<RawRow> csv(String file) throws IOException {
    return all(RowReader.of(prices(Map.of()), stream(file)));
  }

  private static List<RawRow> json(String file) throws IOException {
    ImportRequest csv = prices(Map.of());
    return all(
        RowReader.of(
            new ImportRequest(
                csv.kind(),
                RowFormat.NDJSON,
                csv.columns(),
                csv.zone(),
                csv.timeZone(),
                csv.portfolio(),
                csv.organisation(),
                csv.intervalMinutes()),
            stream(file)));
  }

  private static FailureException failure(Map<String, String> columns, String file) {
    return catchThrowableOfType(
        FailureException.class, () -> RowReader.of(prices(columns), stream(file)));
  }

  private static ImportRequest prices(Map<String, String> columns) {
    return new ImportRequest(
        Kind.PRICES,
        RowFormat.CSV,
        columns,
        Optional.of("DK1"),
        Optional.empty(),
        Optional.empty(),
        "",
        OptionalInt.empty());
  }

  private static List<RawRow> all(RowReader reader) throws IOException {
    List<RawRow> rows = new ArrayList<>();
    for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
      rows.add(row.get());
    }
    return rows;
  }

  private static InputStream stream(String file) {
    return new ByteArrayInputStream(file.getBytes(UTF_8));
  }
}
