package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

  @Test
  void aKeyOf512BytesIsAllowedAndOneMoreIsNot() {
    assertThat(KeyText.wrong("€".repeat(170) + "ab")).isEmpty();
    assertThat(KeyText.wrong("€".repeat(170) + "abc")).get().asString().contains("513 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\u0000", "\u007f", "a\u0085", "\ud800x"})
  void nothingAndControlCharactersAreNoKey(String text) {
    assertThat(KeyText.wrong(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "**", "*/*", "?*", "*?*", "**/**", "/*", "*/"})
  void aGlobWithoutACharacterOfItsOwnFitsEverything(String glob) {
    assertThat(KeyText.fitsEverything(glob)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataset/*", "*a*", "\\*", "?", "abc", "*.json*"})
  void aGlobThatAsksForSomethingDoesNot(String glob) {
    assertThat(KeyText.fitsEverything(glob)).isFalse();
  }
}
