package verticles.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.FailureException;

class JsonTextTest {

  private static void check(String text) {
    JsonText.check(Buffer.buffer(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [1, -2.5e3, true, null, \"ä😀\", {\"a\": {\"a\": 1}}, [{\"a\": 1}, {\"a\": 2}]] ",
        "1",
        "\"\"",
        "{\"\\u00e4\": \"\\ud83d\\ude00\"}"
      })
  void whatIsWithinTheBoundsPasses(String text) {
    assertThatCode(() -> check(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "{} x",
        "1 2",
        "[1,]",
        "{'a': 1}",
        "{\"a\": 1, \"a\": 1}",
        "{\"a\": {\"b\": 1, \"b\": 2}}",
        "{\"a\": NaN}",
        "{\"a\": 1e999}",
        "{\"a\": \"\\u0000\"}",
        "{\"\\u0000\": 1}",
        "{\"a\": \"\\ud800\"}",
        "{\"a\": \"\\udc00\\ud800\"}",
        "{\"a\": \"b\nc\"}",
        "/* a */ {}"
      })
  void whatIsNotIsRefused(String text) {
    assertThatThrownBy(() -> check(text)).isInstanceOf(FailureException.class);
  }

  @Test
  void depthNumbersAndValuesAreBounded() {
    assertThatCode(() -> check("[".repeat(50) + "]".repeat(50))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check("[".repeat(51) + "]".repeat(51)))
        .isInstanceOf(FailureException.class);
    assertThatThrownBy(() -> check("[".repeat(1_000_000))).isInstanceOf(FailureException.class);
    assertThatThrownBy(() -> check("[" + "1".repeat(101) + "]"))
        .isInstanceOf(FailureException.class);
    assertThatCode(() -> check("[" + "1,".repeat(19_997) + "1]")).doesNotThrowAnyException();
    assertThatThrownBy(() -> check("[" + "1,".repeat(19_998) + "1]"))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] bytes = {'"', (byte) 0xff, '"'};
    byte[] sixteen = {'"', 0, 'a', 0, '"', 0};

    assertThatThrownBy(() -> JsonText.check(Buffer.buffer(bytes)))
        .isInstanceOf(FailureException.class);
    assertThatThrownBy(() -> JsonText.check(Buffer.buffer(sixteen)))
        .isInstanceOf(FailureException.class);
  }
}
