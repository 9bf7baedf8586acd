package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.cache.Encoding;
import verticles.dataset.Format;

class NegotiationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | JSON",
        "text/csv | CSV",
        "TEXT/CSV;q=0.5 | CSV",
        "text/csv;q=0.5, application/json;q=0.4 | CSV",
        "text/csv;q=0.5, */*;q=0.9 | JSON",
        "text/*, application/json;q=0.9 | CSV",
        "application/json;q=0, */* | CSV",
        "text/html,application/xhtml+xml,*/*;q=0.8 | JSON",
        "application/json;charset=utf-8 | JSON"
      })
  void theBestAcceptedFormIsTaken(String accept, Format format) {
    assertThat(Negotiation.format(accept)).contains(format);
  }

  @Test
  void withoutAnAcceptableFormThereIsNone() {
    assertThat(Negotiation.format("application/xml")).isEmpty();
    assertThat(Negotiation.format("*/*;q=0")).isEmpty();
    assertThat(Negotiation.format("application/json;q=nonsense")).isEmpty();
    assertThat(Negotiation.format(null)).contains(Format.JSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br | BROTLI",
        "gzip | GZIP",
        "br;q=0.5, gzip | GZIP",
        "br;q=0, gzip;q=0 | IDENTITY",
        "*;q=0.1 | BROTLI",
        "br;q=0, * | GZIP",
        "identity | IDENTITY",
        "zstd | IDENTITY"
      })
  void theBestAcceptedCodingIsTaken(String acceptEncoding, Encoding encoding) {
    assertThat(Negotiation.encoding(acceptEncoding)).isEqualTo(encoding);
  }

  @Test
  void entityTagsAreComparedWholeAndWeakly() {
    assertThat(EntityTags.match("\"a\"", "\"a\"")).isTrue();
    assertThat(EntityTags.match("W/\"a\"", "\"a\"")).isTrue();
    assertThat(EntityTags.match("\"b\",\"a\"", "\"a\"")).isTrue();
    assertThat(EntityTags.match(" * ", "\"a\"")).isTrue();
    assertThat(EntityTags.match("\"ba\"", "\"a\"")).isFalse();
    assertThat(EntityTags.match("\"a\"b", "\"a\"")).isFalse();
    assertThat(EntityTags.match(null, "\"a\"")).isFalse();
  }
}
