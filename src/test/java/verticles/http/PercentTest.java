package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a/b", "a b", "100 %", "ä€😀", "a+b", "?&#", "%2F", ".."})
  void whatWasEncodedIsDecodedToTheSame(String text) {
    assertThat(Percent.decoded(Percent.encoded(text))).contains(text);
  }

  @Test
  void nothingThatCouldBeTakenForASeparatorStaysInAnEncodedPart() {
    assertThat(Percent.encoded("a/b?c#d%e\\f:g*h")).isEqualTo("a%2Fb%3Fc%23d%25e%5Cf%3Ag%2Ah");
  }

  @Test
  void itDecodesOnceOnly() {
    assertThat(Percent.decoded("%252F")).contains("%2F");
    assertThat(Percent.decoded("a+b")).contains("a+b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "a%4", "%zz", "%+1", "%ff", "%c3%28", "%ed%a0%80", "a b", "ä"})
  void aBadEscapeAndWhatIsNoUtf8AreRefused(String encoded) {
    assertThat(Percent.decoded(encoded)).isEmpty();
  }
}
