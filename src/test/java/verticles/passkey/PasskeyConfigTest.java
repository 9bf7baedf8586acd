package verticles.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasskeyConfigTest {

  @Test
  void withoutOriginsTheDomainByHttpsIsOneExceptOnLocalhost() {
    assertThat(new PasskeyConfig("desk.example", List.of()).allowed())
        .containsExactly("https://desk.example");
    assertThat(new PasskeyConfig("desk.example", List.of()).anyPort()).isFalse();
    assertThat(new PasskeyConfig("localhost", List.of()).allowed())
        .containsExactly("http://localhost");
    assertThat(new PasskeyConfig("localhost", List.of()).anyPort()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://desk.example", "https://a.desk.example:8443"})
  void pagesOfTheDomainByHttpsAreAccepted(String origin) {
    assertThat(new PasskeyConfig("desk.example", List.of(origin)).allowed())
        .containsExactly(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://desk.example",
        "https://evildesk.example",
        "https://desk.example.evil.example",
        "https://desk.example/",
        "https://desk.example@evil.example",
        "https://",
        "desk.example",
        "*",
        "null"
      })
  void otherPagesStopTheStart(String origin) {
    assertThatThrownBy(() -> new PasskeyConfig("desk.example", List.of(origin)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
