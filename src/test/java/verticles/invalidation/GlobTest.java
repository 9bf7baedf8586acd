package verticles.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "a, a, true", "a, b, false", "a*, abc, true", "*c, abc, true", "a*c, abbbc, true",
    "a*c, abcd, false", "?, a, true", "?, '', false", "*, '', true", "'', '', true",
    "'', a, false", "a\\*, a*, true", "a\\*, ab, false", "a\\?b, a?b, true",
        "*a*b*, xxaxxbxx, true",
    "\\, \\, true", "a.c, abc, false", "[a], a, false",
  })
  void wholeKeysAreMatched(String glob, String key, boolean fits) {
    assertThat(Glob.of(glob).matches(key)).isEqualTo(fits);
  }

  @Test
  void starsAloneMatchEverything() {
    assertThat(Glob.of("**").matchesEverything()).isTrue();
    assertThat(Glob.of("*?").matchesEverything()).isFalse();
    assertThat(Glob.of("").matchesEverything()).isFalse();
  }

  @Test
  void itAgreesWithTheRegularExpressionThatSaysTheSame() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      String glob = text(random, "ab*?", 6);
      String key = text(random, "ab", 8);
      String same = glob.replace("*", ".*").replace('?', '.');
      assertThat(Glob.of(glob).matches(key))
          .describedAs("%s on %s", glob, key)
          .isEqualTo(Pattern.matches(same, key));
    }
  }

  private static String text(Random random, String alphabet, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void manyStarsDoNotMakeItSlow() {
    String key = "a".repeat(500) + "b";
    // a backtracking matcher would need longer than the universe has been there
    assertThat(Glob.of("*a".repeat(250) + "c").matches(key)).isFalse();
  }
}
