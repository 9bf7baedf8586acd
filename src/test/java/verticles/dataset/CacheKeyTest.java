package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import verticles.cache.CacheMessage.Visibility;

class CacheKeyTest {

  private static String key(String organisation, String user, Map<String, String> values) {
    return CacheKey.of(
        new Question("positions", Format.JSON, organisation, user, values),
        Visibility.ORGANISATION);
  }

  @Test
  void aKeyCanBeRead() {
    assertThat(key("north", "", Map.of("to", "2024-04-01T00:00:00Z", "portfolio", "P 1")))
        .isEqualTo("dataset/positions.json/o:north?portfolio=P%201&to=2024-04-01T00:00:00Z");
  }

  @Test
  void eachScopeCarriesWhatItTellsApart() {
    Question question = new Question("d", Format.CSV, "north", "ann", Map.of());

    assertThat(CacheKey.of(question, Visibility.SHARED)).isEqualTo("dataset/d.csv");
    assertThat(CacheKey.of(question, Visibility.ORGANISATION)).isEqualTo("dataset/d.csv/o:north");
    assertThat(CacheKey.of(question, Visibility.USER)).isEqualTo("dataset/d.csv/u:north/ann");
  }

  @Test
  void noValueCanPassForAnotherOrganisation() {
    String other = key("south", "", Map.of("portfolio", "P1"));
    List<String> tricks =
        List.of(
            "P1/o:south",
            "/o:south?portfolio=P1",
            "&o:south",
            "P1&portfolio=P1",
            "\u0000/o:south",
            "%2Fo%3Asouth",
            "../o:south",
            "P1#",
            "?#",
            "north/o:south");

    for (String trick : tricks) {
      String forged = key("north", "", Map.of("portfolio", trick));
      assertThat(forged).startsWith("dataset/positions.json/o:north?portfolio=");
      assertThat(forged.substring("dataset/positions.json/o:north?".length()))
          .doesNotContain("/", "?", "&", "#");
      assertThat(forged).isNotEqualTo(other);
      assertThat(key(trick, "", Map.of("portfolio", "P1"))).isNotEqualTo(other);
    }
  }

  @Test
  void differentQuestionsNeverShareAKey() {
    Random random = new Random(3);
    String alphabet = "a/:?&=%#.";
    Set<List<Object>> questions = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String organisation = word(random, alphabet);
      Map<String, String> values =
          random.nextBoolean()
              ? Map.of("a", word(random, alphabet))
              : Map.of("a", word(random, alphabet), "b", word(random, alphabet));
      questions.add(List.of(organisation, values));
      keys.add(key(organisation, "", values));
    }

    assertThat(keys).hasSameSizeAs(questions);
  }

  private static String word(Random random, String alphabet) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }

  @Test
  void aLongKeyIsShortenedButStillTellsItsOrganisationAndItsValuesApart() {
    String one = key("north", "", Map.of("portfolio", "x".repeat(600)));
    String two = key("north", "", Map.of("portfolio", "x".repeat(601)));

    assertThat(one)
        .hasSizeLessThanOrEqualTo(CacheKey.LONGEST)
        .startsWith("dataset/positions.json/o:north?#");
    assertThat(one).isNotEqualTo(two);
    assertThat(key("n".repeat(5000), "", Map.of())).hasSizeLessThan(CacheKey.LONGEST);
  }
}
