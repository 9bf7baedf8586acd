package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.shared.Stamp.Verdict.CURRENT;
import static verticles.shared.Stamp.Verdict.EXPIRED;
import static verticles.shared.Stamp.Verdict.OUTDATED;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import verticles.invalidation.Target;

class StampTest {
  private final String everything = Stamp.fresh();
  private final String tag = Stamp.fresh();
  private final Map<String, String> loadedUnder = Map.of("*", everything, "t:x", tag);

  @Test
  void aValueCountsWhileItsStampsAreThePresentOnes() {
    assertThat(Stamp.judge(loadedUnder, loadedUnder)).isEqualTo(CURRENT);
    assertThat(Stamp.judge(loadedUnder, Map.of("*", everything, "t:x", tag, "t:y", "other")))
        .isEqualTo(CURRENT);
    assertThat(Stamp.judge(Map.of(), Map.of())).isEqualTo(CURRENT);
  }

  @Test
  void aChangedSecondHalfExpiresAndAChangedFirstOneOutdates() {
    assertThat(
            Stamp.judge(
                loadedUnder, Map.of("*", everything, "t:x", Stamp.expired(tag, Stamp.freshHalf()))))
        .isEqualTo(EXPIRED);
    assertThat(Stamp.judge(loadedUnder, Map.of("*", everything, "t:x", Stamp.fresh())))
        .isEqualTo(OUTDATED);
  }

  @Test
  void outdatedByOneStampIsNotMadeUpForByAnotherThatOnlyExpired() {
    Map<String, String> present =
        Map.of("*", Stamp.fresh(), "t:x", Stamp.expired(tag, Stamp.freshHalf()));

    assertThat(Stamp.judge(loadedUnder, present)).isEqualTo(OUTDATED);
  }

  @Test
  void aMissingStampIsAnotherOne() {
    assertThat(Stamp.judge(loadedUnder, Map.of("*", everything))).isEqualTo(OUTDATED);
  }

  @Test
  void noTwoStampsAreTheSame() {
    List<String> many = Stream.generate(Stamp::fresh).limit(10_000).toList();

    assertThat(many).doesNotHaveDuplicates().allMatch(stamp -> stamp.length() == 2 * Stamp.HALF);
  }

  @Test
  void anEntryDependsOnEverythingItsNamespaceAndItsTags() {
    assertThat(StampNames.of("dataset/a/b", List.of("x", "n:dataset")))
        .containsExactly("*", "n:dataset", "t:x", "t:n:dataset");
    assertThat(StampNames.of("alone", List.of())).containsExactly("*");
    assertThat(StampNames.of(new Target.Namespace("dataset"))).isEqualTo("n:dataset");
  }

  @Test
  void aValueAndItsLeaseAreInOneSlotWhateverTheKeyHasInIt() {
    RedisKeys keys = RedisKeys.after("sr:", Part.WHOLE);

    for (String key : List.of("a/b", "}", "{", "a}b{c}", "{}x")) {
      assertThat(tagOf(keys.value(key))).isEqualTo(tagOf(keys.lease(key))).isNotEmpty();
      assertThat(keys.keyOf(keys.value(key))).isEqualTo(key);
      assertThat(keys.keyOf(keys.lease(key))).isEqualTo(key);
    }
    assertThat(keys.near("a/[x]*")).isEqualTo("sr:1:[vk]:{=a/*");
  }

  /** As Redis finds it: between the first opening brace and the next closing one. */
  private static String tagOf(String name) {
    int open = name.indexOf('{');
    return name.substring(open + 1, name.indexOf('}', open));
  }
}
