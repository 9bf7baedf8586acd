package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.shared.Samples.text;
import static verticles.shared.Samples.value;
import static verticles.testing.Patience.await;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/** What each store has to do; every test has keys of its own. */
abstract class TierContract {
  final TierCounts counts = new TierCounts();

  abstract Tier tier();

  private final String space = "s" + System.nanoTime();
  final String key = space + "/key";

  boolean load(String key, String body, String... tags) {
    Found found = await(tier().find(key, List.of(tags)));
    return await(tier().keep(key, value(body, tags), found.stamps()));
  }

  Found find(String key, String... tags) {
    return await(tier().find(key, List.of(tags)));
  }

  long apply(Mode mode, Target target) {
    return await(tier().apply(Invalidation.of(mode, target)));
  }

  @Test
  void whatWasKeptIsFound() {
    assertThat(load(key, "first", "a")).isTrue();

    Found found = find(key, "a");

    assertThat(text(found)).isEqualTo("first");
    assertThat(found.expired()).isFalse();
    assertThat(counts.snapshot().hits()).isEqualTo(1);
    assertThat(counts.snapshot().misses()).isEqualTo(1);
    assertThat(counts.snapshot().kept()).isEqualTo(1);
  }

  @Test
  void aValueIsJudgedByItsOwnTagsToo() {
    load(key, "first", "a");

    assertThat(text(find(key))).isEqualTo("first");
    apply(Mode.REMOVE, new Target.Tag("a"));
    assertThat(text(find(key))).isEqualTo("nothing");
  }

  @Test
  void aTagThatNobodyAskedForBeforeTheLoadIsRefused() {
    Found found = find(key);

    assertThat(await(tier().keep(key, value("first", "late"), found.stamps()))).isFalse();
  }

  @Test
  void anInvalidationOfWhateverCoversItRemovesIt() {
    List<Target> targets =
        List.of(
            new Target.Key(key),
            new Target.Tag(space),
            new Target.Namespace(space),
            new Target.Pattern(space + "/*"),
            new Target.Everything());
    for (Target target : targets) {
      load(key, "first", space);
      assertThat(text(find(key, space))).isEqualTo("first");

      apply(Mode.REMOVE, target);

      assertThat(text(find(key, space))).as("%s", target).isEqualTo("nothing");
    }
  }

  @Test
  void anExpiredValueIsFoundAsExpiredUntilItIsLoadedAgain() {
    List<Target> targets =
        List.of(
            new Target.Key(key),
            new Target.Tag(space),
            new Target.Namespace(space),
            new Target.Pattern(space + "/k?y"),
            new Target.Everything());
    for (Target target : targets) {
      load(key, "first", space);

      apply(Mode.EXPIRE, target);

      assertThat(text(find(key, space))).as("%s", target).isEqualTo("first");
      assertThat(find(key, space).expired()).as("%s", target).isTrue();
      assertThat(load(key, "second", space)).isTrue();
      assertThat(text(find(key, space))).isEqualTo("second");
      assertThat(find(key, space).expired()).isFalse();
    }
  }

  @Test
  void aLoadThatWasOvertakenIsNotKept() {
    for (Mode mode : Mode.values()) {
      for (Target target :
          List.of(
              new Target.Key(key),
              new Target.Tag(space),
              new Target.Namespace(space),
              new Target.Pattern("*/key"),
              new Target.Everything())) {
        Found before = find(key, space);
        apply(mode, target);

        boolean kept = await(tier().keep(key, value("old", space), before.stamps()));

        assertThat(kept).as("%s %s", mode, target).isFalse();
        assertThat(text(find(key, space))).isEqualTo("nothing");
      }
    }
    assertThat(counts.snapshot().overtaken()).isEqualTo(10);
  }

  @Test
  void othersAreLeftAlone() {
    load(key, "first", space);
    String other = space + "/other";
    load(other, "other", space + "-other");

    apply(Mode.REMOVE, new Target.Tag(space));
    apply(Mode.REMOVE, new Target.Key(key));
    apply(Mode.REMOVE, new Target.Pattern(space + "/k*"));
    apply(Mode.REMOVE, new Target.Namespace(space + "x"));

    assertThat(text(find(other, space + "-other"))).isEqualTo("other");
  }

  @Test
  void theSameInvalidationTwiceIsOne() {
    load(key, "first");
    Invalidation once = Invalidation.of(Mode.REMOVE, new Target.Key(key));

    long first = await(tier().apply(once));
    load(key, "second");
    long again = await(tier().apply(once));

    assertThat(first).isEqualTo(1);
    assertThat(again).isEqualTo(1);
    assertThat(text(find(key))).isEqualTo("second");
  }

  @Test
  void aPatternTellsHowManyValuesItTook() {
    for (int i = 0; i < 30; i++) {
      load(space + "/many/" + i, "value");
    }
    find(space + "/many/never-loaded");

    assertThat(apply(Mode.REMOVE, new Target.Pattern(space + "/many/1*"))).isEqualTo(11);
    assertThat(apply(Mode.EXPIRE, new Target.Pattern(space + "/ma*y/2?"))).isEqualTo(10);
    assertThat(text(find(space + "/many/3"))).isEqualTo("value");
  }

  @Test
  void specialCharactersOfAPatternMeanThemselves() {
    load(space + "/[a]", "bracket");
    load(space + "/a", "plain");

    apply(Mode.REMOVE, new Target.Pattern(space + "/[a]"));

    assertThat(text(find(space + "/[a]"))).isEqualTo("nothing");
    assertThat(text(find(space + "/a"))).isEqualTo("plain");
  }

  @Test
  void largeBinaryValuesComeBackAsTheyWere() {
    byte[] body = new byte[300_000];
    new java.util.Random(7).nextBytes(body);
    Found found = find(key);
    await(tier().keep(key, value(body, List.of(), System.currentTimeMillis()), found.stamps()));

    assertThat(find(key).value().orElseThrow().body()).isEqualTo(body);
  }

  @Test
  void aValueThatIsTooLargeOrTooOldIsNotKept() {
    Found found = find(key);
    long old = System.currentTimeMillis() - 200_000;

    assertThat(await(tier().keep(key, value(new byte[(1 << 20) + 1], List.of(), old + 200_000), found.stamps())))
        .isFalse();
    assertThat(await(tier().keep(key, value(new byte[1], List.of(), old), found.stamps())))
        .isFalse();
  }

  @Test
  void theListHasEveryKeyOnce() {
    List<String> keys = IntStream.range(0, 57).mapToObj(i -> space + "/list/" + i).toList();
    keys.forEach(each -> load(each, "value"));
    find(space + "/list/only-looked-for");

    List<Listing.Item> all = new ArrayList<>();
    String cursor = "";
    do {
      Listing page = await(tier().list(space + "/list/*", cursor, 10));
      all.addAll(page.items());
      cursor = page.next();
    } while (!cursor.isEmpty());

    assertThat(all.stream().map(Listing.Item::key).distinct())
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(all)
        .allMatch(item -> item.storedBytes() > 50)
        .allMatch(item -> item.remainingMillis() > 0 && item.remainingMillis() <= 120_000);
  }

  @Test
  void onlyOneOfTwoHistoriesIsTrueWhenAHundredLoadsRaceAnInvalidation() {
    List<Found> begun = IntStream.range(0, 100).mapToObj(i -> find(key, space)).toList();
    var running = begun.stream().map(found -> tier().keep(key, value("old", space), found.stamps())).toList();
    apply(Mode.REMOVE, new Target.Key(key));
    running.forEach(verticles.testing.Patience::await);

    assertThat(text(find(key, space))).isEqualTo("nothing");
  }
}
