package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {

  @ParameterizedTest
  @CsvSource({
    "dataset/positions.json/o:north?from=1, dataset, dataset/positions.json",
    "dataset/zones.json, dataset, dataset/zones.json",
    "dataset/zones.json?zone=DK1/x, dataset, dataset/zones.json",
    "kv.sessions//a, kv.sessions, kv.sessions/",
    "lonely, lonely, lonely",
  })
  void aKeyHasANamespaceAndAPattern(String key, String namespace, String pattern) {
    assertThat(Keys.namespace(key)).isEqualTo(namespace);
    assertThat(Keys.pattern(key)).isEqualTo(pattern);
  }

  @Test
  void ownersAreTheSameWhateverTheOrderOfTheMembers() {
    for (int i = 0; i < 1000; i++) {
      assertThat(Owners.of("key" + i, List.of("a", "b", "c")))
          .isEqualTo(Owners.of("key" + i, List.of("c", "a", "b")));
    }
  }

  @Test
  void whenANodeLeavesOnlyItsOwnKeysMoveAndTheOthersShareThem() {
    Map<String, Integer> before = new HashMap<>();
    Map<String, Integer> inherited = new HashMap<>();
    for (int i = 0; i < 9000; i++) {
      String owner = Owners.of("key" + i, List.of("a", "b", "c"));
      String later = Owners.of("key" + i, List.of("a", "b"));
      before.merge(owner, 1, Integer::sum);
      if (owner.equals("c")) {
        inherited.merge(later, 1, Integer::sum);
      } else {
        assertThat(later).isEqualTo(owner);
      }
    }
    assertThat(before.values()).allMatch(keys -> keys > 2700 && keys < 3300);
    assertThat(inherited.values()).hasSize(2).allMatch(keys -> keys > 1200);
  }
}
