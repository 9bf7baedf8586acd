package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.cache.CacheMessage.Visibility;

class KeyReaderTest {
  private static Question question(String organisation, Map<String, String> values) {
    return new Question("prices", Format.CSV, organisation, "", values);
  }

  @Test
  void a_key_is_read_back_to_its_question() {
    Question plain = question("", Map.of());
    Question hard = question("", Map.of("a", "x&y=z?/#%+ ø", "b", "2026-11-21T00:00:00Z"));

    assertThat(KeyReader.read(CacheKey.of(plain, Visibility.SHARED))).contains(plain);
    assertThat(KeyReader.read(CacheKey.of(hard, Visibility.SHARED))).contains(hard);
  }

  @Test
  void the_organisation_is_read_back_as_it_was() {
    Question theirs = question("nord/øst o:#1", Map.of("a", "1"));

    assertThat(KeyReader.read(CacheKey.of(theirs, Visibility.ORGANISATION))).contains(theirs);
  }

  @Test
  void keys_of_users_and_digests_are_not_read() {
    Question tooLong = question("", Map.of("a", "x".repeat(600)));
    Question longName = question("n".repeat(100), Map.of());

    assertThat(KeyReader.read(CacheKey.of(question("north", Map.of()), Visibility.USER))).isEmpty();
    assertThat(KeyReader.read(CacheKey.of(tooLong, Visibility.SHARED))).isEmpty();
    assertThat(KeyReader.read(CacheKey.of(longName, Visibility.ORGANISATION))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sessions/1",
        "dataset/",
        "dataset/prices",
        "dataset/prices.xml",
        "dataset/prices.json?a"
      })
  void other_keys_are_not_read(String key) {
    assertThat(KeyReader.read(key)).isEmpty();
  }
}
