package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.cache.Caches.body;

import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import verticles.cache.CacheAnswer.Status;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/** What an invalidation does to loads that are on their way together. */
class BundleInvalidationTest {
  private final Bundles bundles = new Bundles();

  @Test
  void anInvalidationOfOneKeyDuringTheLoadKeepsTheOthers() {
    for (Mode mode : Mode.values()) {
      List<Future<Status>> warmed = bundles.warm(mode + "/a", mode + "/b", mode + "/c");
      bundles.caches.invalidate(Invalidation.of(mode, new Target.Key(mode + "/b")));
      bundles.allAnswer("A", "B", "C");

      assertThat(warmed).as("%s", mode).allMatch(Future::succeeded);
      assertThat(bundles.kept(mode + "/a")).isNotNull();
      assertThat(bundles.kept(mode + "/b")).isNull();
      assertThat(bundles.isShared(mode + "/a")).isTrue();
      assertThat(bundles.isShared(mode + "/b")).isFalse();
      assertThat(bundles.isShared(mode + "/c")).isTrue();
    }
  }

  @Test
  void anInvalidationOfAllOfThemKeepsNone() {
    for (Target target :
        List.of(new Target.Tag("tag"), new Target.Pattern("*"), new Target.Everything())) {
      bundles.warm("a", "b");
      bundles.caches.invalidate(Invalidation.of(Mode.REMOVE, target));
      bundles.allAnswer("A", "B");

      assertThat(Stream.of("a", "b")).as("%s", target).allMatch(key -> bundles.kept(key) == null);
      assertThat(Stream.of("a", "b")).as("%s", target).noneMatch(bundles::isShared);
    }
  }

  @Test
  void whoReadsAfterTheInvalidationLoadsAnew() {
    bundles.warm("a", "b");
    bundles.caches.invalidate(Invalidation.of(Mode.REMOVE, new Target.Key("b")));
    Future<CacheAnswer> read = bundles.caches.reads.read(Reads.read("b", "minute"));
    bundles.allAnswer("A", "old");
    bundles.caches.sourceAnswers("new");

    assertThat(body(read.result())).isEqualTo("new");
    assertThat(bundles.keptBody("b")).isEqualTo("new");
  }
}
