package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.shared.Samples.text;
import static verticles.shared.Samples.value;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import verticles.embedded.Ports;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.testing.TestCluster;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class GridTierTest extends TierContract {
  static TestCluster node;
  static TestCluster other;

  private final GridTier tier = on(node, counts);

  @BeforeAll
  static void open() {
    int port = Ports.free();
    node = TestCluster.join("tier-" + port, port, port);
    other = TestCluster.join("tier-" + port, port + 1, port);
    until("two members", () -> node.grid().members().size() == 2);
  }

  @AfterAll
  static void close() {
    other.close();
    node.close();
  }

  private static GridTier on(TestCluster node, TierCounts counts) {
    Kept kept = new Kept(node.vertx(), Samples.codec(), InstantSource.system(), counts);
    return new GridTier(node.vertx(), node.grid().hazelcast(), kept);
  }

  @Override
  Tier tier() {
    return tier;
  }

  @Test
  void nodesShareWhatOneOfThemKept() {
    GridTier elsewhere = on(other, new TierCounts());
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      keys.add(key + i);
      load(key + i, "value " + i, "a");
    }

    assertThat(keys)
        .allMatch(each -> text(await(elsewhere.find(each, List.of("a")))).startsWith("value"));
    await(elsewhere.apply(Invalidation.of(Mode.REMOVE, new Target.Tag("a"))));
    assertThat(keys).allMatch(each -> text(find(each, "a")).equals("nothing"));
  }

  @Test
  void aMemberThatIsLostTakesValuesAlongAndBringsNoneBack() {
    int port = Ports.free();
    TestCluster first = TestCluster.join("loss-" + port, port, port);
    TestCluster second = TestCluster.join("loss-" + port, port + 1, port);
    until("two members", () -> first.grid().members().size() == 2);
    GridTier left = on(first, new TierCounts());
    for (int i = 0; i < 60; i++) {
      Found found = await(left.find("l/" + i, List.of("gone", "kept")));
      await(left.keep("l/" + i, value("old", "gone", "kept"), found.stamps()));
    }
    await(left.apply(Invalidation.of(Mode.REMOVE, new Target.Tag("gone"))));

    second.grid().hazelcast().getLifecycleService().terminate();
    until("one member", () -> first.grid().hazelcast().getCluster().getMembers().size() == 1);

    for (int i = 0; i < 60; i++) {
      String each = "l/" + i;
      assertThat(text(await(left.find(each, List.of("gone", "kept"))))).isEqualTo("nothing");
      Found found = await(left.find(each, List.of("kept")));
      assertThat(await(left.keep(each, value("new", "kept"), found.stamps()))).isTrue();
      assertThat(text(await(left.find(each, List.of("kept"))))).isEqualTo("new");
    }
    first.close();
  }
}
