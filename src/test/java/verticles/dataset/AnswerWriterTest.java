package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheMessage.Visibility;

class AnswerWriterTest {
  private static final List<Column> COLUMNS =
      List.of(new Column("value", "text"), new Column("simulated", "boolean"));

  private static Dataset dataset(Optional<Paging> paging, int maxBytes) {
    return new Dataset(
        "things",
        "Things.",
        Visibility.SHARED,
        "postgres",
        "simple",
        Duration.ofHours(1),
        List.of(),
        List.of(),
        paging,
        new BoundSql("SELECT 1", List.of()),
        10,
        maxBytes,
        List.of(),
        List.of());
  }

  private static String written(Format format, @Nullable Object... values) {
    List<Tuple> rows =
        IntStream.range(0, values.length).mapToObj(i -> Tuple.of(values[i], i == 1)).toList();
    Answer answer = new Answer(dataset(Optional.empty(), 10_000), COLUMNS, rows, Optional.empty());
    return new String(AnswerWriter.write(answer, format), StandardCharsets.UTF_8);
  }

  @Test
  void jsonHasTheAgreedShape() {
    assertThat(written(Format.JSON, "a", "b"))
        .isEqualTo(
            """
            {"dataset":"things","simulated":true,"rowCount":2,\
            "columns":[{"name":"value","type":"text"},{"name":"simulated","type":"boolean"}],\
            "rows":[{"value":"a","simulated":false},{"value":"b","simulated":true}]}""");
    assertThat(written(Format.JSON)).contains("\"simulated\":false,\"rowCount\":0", "\"rows\":[]");
  }

  @Test
  void jsonValuesKeepTheirKind() {
    String json =
        written(
            Format.JSON,
            new BigDecimal("1E+3"),
            Numeric.parse("0.00000012"),
            Numeric.NaN,
            Double.NaN,
            1e21,
            Integer.valueOf(7),
            OffsetDateTime.parse("2024-03-31T02:00:00.5+02:00"),
            LocalDate.of(2024, 3, 31),
            new JsonObject().put("a", 1),
            new JsonArray().add("x"),
            Tuple.JSON_NULL,
            new Object[] {1, "b", null},
            Buffer.buffer(new byte[] {1, 2}),
            "q\"\n\u0001");

    assertThat(json)
        .contains(
            "{\"value\":1000,",
            "{\"value\":0.00000012,",
            "{\"value\":null,",
            "{\"value\":1000000000000000000000,",
            "{\"value\":7,",
            "{\"value\":\"2024-03-31T00:00:00.500Z\",",
            "{\"value\":\"2024-03-31\",",
            "{\"value\":{\"a\":1},",
            "{\"value\":[\"x\"],",
            "{\"value\":[1,\"b\",null],",
            "{\"value\":\"AQI=\",",
            "{\"value\":\"q\\\"\\n\\u0001\",")
        .doesNotContain("NaN", "E+", "E-");
    assertThat(new JsonObject(json).getInteger("rowCount")).isEqualTo(14);
  }

  @Test
  void csvIsRfc4180() {
    assertThat(
            written(
                Format.CSV,
                "plain",
                "a,b",
                "say \"hi\"",
                "two\r\nlines",
                null,
                "=1+1",
                new BigDecimal("1E+3"),
                OffsetDateTime.parse("2024-03-31T02:00:00+02:00"),
                new JsonObject().put("a", "b")))
        .isEqualTo(
            """
            value,simulated
            plain,false
            "a,b",true
            "say ""hi""\",false
            "two
            lines",false
            ,false
            =1+1,false
            1000,false
            2024-03-31T00:00:00Z,false
            "{""a"":""b""}",false
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void aCsvWithoutRowsHasItsHeader() {
    assertThat(written(Format.CSV)).isEqualTo("value,simulated\r\n");
  }

  @Test
  void theByteLimitIsNamed() {
    Answer answer =
        new Answer(
            dataset(Optional.empty(), 200),
            COLUMNS,
            List.of(Tuple.of("x".repeat(100), false), Tuple.of("y".repeat(100), false)),
            Optional.empty());

    for (Format format : Format.values()) {
      assertThatThrownBy(() -> AnswerWriter.write(answer, format))
          .hasMessageContaining("at most 200 bytes")
          .extracting(thrown -> ((FailureException) thrown).failure())
          .isEqualTo(Failure.TOO_LARGE);
    }
  }

  @Test
  void aPageSaysWhereTheNextBegins() {
    Optional<Paging> paging =
        Optional.of(new Paging("things", Map.of("value", new ParameterType.Zone())));
    Answer more =
        new Answer(dataset(paging, 1000), COLUMNS, List.of(Tuple.of("A", false)), Optional.of("c"));
    Answer last =
        new Answer(dataset(paging, 1000), COLUMNS, List.of(Tuple.of("B", false)), Optional.empty());

    assertThat(new String(AnswerWriter.write(more, Format.JSON), StandardCharsets.UTF_8))
        .contains("\"nextCursor\":\"c\"");
    assertThat(new String(AnswerWriter.write(last, Format.JSON), StandardCharsets.UTF_8))
        .contains("\"nextCursor\":null");
  }

  @ParameterizedTest
  @CsvSource({
    "price_eur_mwh, priceEurMwh",
    "pnl_eur_7d, pnlEur7d",
    "zone, zone",
    "_x, _x",
    "a__b, aB",
    "Already, Already"
  })
  void columnsAreInCamelCase(String sql, String name) {
    assertThat(Column.camelCase(sql)).isEqualTo(name);
  }
}
