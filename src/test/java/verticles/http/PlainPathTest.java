package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a", "/api/v1/data:batch", "/a/page.0a-B_9~.js", "/-/~x/_y", "/health/live"})
  void isWhatTheContractNames(String path) {
    assertThat(PlainPath.is(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a", "*", "//", "/a/", "/a//b", "/.", "/..", "/.env", "/a/../b", "/a/./b", "/:a",
        "/a;b", "/a%2fb", "/%61", "/a\\b", "/a b", "/a\0", "/é", "/a?b", "/a#b"
      })
  void isNothingThatCouldMeanAnotherPath(String path) {
    assertThat(PlainPath.is(path)).isFalse();
  }

  @Test
  void doesNotDependOnHowDeepAPathIs() {
    assertThat(PlainPath.is("/a".repeat(1_000_000))).isTrue();
  }
}
