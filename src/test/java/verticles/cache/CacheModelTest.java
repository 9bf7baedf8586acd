package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/**
 * Thousands of seeded histories of two nodes that share a tier. The source holds a number per key
 * that only grows, and each change is followed by an invalidation. No read that begins after an
 * acknowledged invalidation may see an older number than there was then.
 */
class CacheModelTest {
  private static final int HISTORIES = 3000;
  private static final int STEPS = 60;
  private static final int KEYS = 4;

  @Test
  void noReadSeesWhatWasInvalidatedBeforeItBegan() {
    long checked = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      checked += new History(seed).run();
    }
    assertThat(checked).isGreaterThan(HISTORIES * 5L);
  }

  private static final class History {
    private final Random random;
    private final int seed;
    private final List<Caches> nodes = new ArrayList<>();
    private final Map<String, Integer> source = new HashMap<>();
    private final Map<String, Integer> acknowledged = new HashMap<>();
    private final List<Runnable> onTheirWay = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();

    private record Answer(Caches node, String key, int atLeast, Future<CacheAnswer> future) {}

    History(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      Caches first = new Caches(Reads.CONFIG.policies());
      nodes.add(first);
      nodes.add(new Caches(Reads.CONFIG.policies(), first.tier));
      nodes.forEach(node -> node.source = load -> load(node, load));
    }

    /** A load reads the source at once, or later, and answers later still. */
    private Future<CacheMessage.Loaded> load(Caches node, CacheMessage.Load load) {
      Promise<CacheMessage.Loaded> promise = Promise.promise();
      String key = load.question().get("key");
      boolean readsLate = random.nextInt(4) == 0;
      int early = source.getOrDefault(key, 0);
      onTheirWay.add(
          () -> {
            if (!nodes.contains(node)) {
              return; // what runs on a node dies with it
            } else if (random.nextInt(8) == 0) {
              promise.fail("the source failed");
            } else {
              int number = readsLate ? source.getOrDefault(key, 0) : early;
              promise.complete(Reads.loaded(Integer.toString(number)));
            }
          });
      return promise.future();
    }

    int run() {
      for (int step = 0; step < STEPS; step++) {
        step();
      }
      while (!onTheirWay.isEmpty()) {
        onTheirWay.removeFirst().run();
        nodes.forEach(Caches::endTurn);
      }
      return check();
    }

    private void step() {
      String key = "d/" + random.nextInt(KEYS);
      Caches node = nodes.get(random.nextInt(nodes.size()));
      nodes.forEach(Caches::endTurn);
      switch (random.nextInt(13)) {
        case 0, 1, 2, 3, 4 -> read(node, key);
        case 5, 6 -> change(key);
        case 7, 8, 9 -> {
          if (!onTheirWay.isEmpty()) {
            onTheirWay.remove(random.nextInt(onTheirWay.size())).run();
          }
        }
        case 10 -> nodes.forEach(each -> each.clock.pass(Duration.ofSeconds(20)));
        case 11 -> warm(node);
        default -> upset(node);
      }
    }

    private void upset(Caches node) {
      switch (random.nextInt(4)) {
        case 0 -> node.memory.forget();
        case 1 -> node.tier.away = !node.tier.away && random.nextBoolean();
        case 2 -> node.clock.pass(Duration.ofHours(-1));
        default -> restart(node);
      }
    }

    private void restart(Caches node) {
      Caches fresh = new Caches(Reads.CONFIG.policies(), node.tier);
      fresh.source = load -> load(fresh, load);
      nodes.set(nodes.indexOf(node), fresh);
    }

    private void read(Caches node, String key) {
      CacheMessage.Read read = question(key);
      answers.add(new Answer(node, key, acknowledged.getOrDefault(key, 0), node.reads.read(read)));
    }

    /** Some keys in one bundle; what it kept shows in later reads. */
    private void warm(Caches node) {
      node.warm(
          IntStream.range(0, KEYS)
              .filter(i -> random.nextInt(4) > 0)
              .mapToObj(i -> question("d/" + i))
              .toList());
    }

    private CacheMessage.Read question(String key) {
      return new CacheMessage.Read(
          key,
          random.nextBoolean() ? "minute" : "stale",
          List.of("all", "of:" + key),
          CacheMessage.Visibility.SHARED,
          new CacheMessage.Load("test", Map.of("key", key)));
    }

    private void change(String key) {
      source.merge(key, 1, Integer::sum);
      Target target =
          switch (random.nextInt(5)) {
            case 0 -> new Target.Key(key);
            case 1 -> new Target.Tag("of:" + key);
            case 2 -> new Target.Namespace("d");
            case 3 -> new Target.Pattern(key + "*");
            default -> new Target.Everything();
          };
      Invalidation invalidation = Invalidation.of(Mode.REMOVE, target);
      nodes.forEach(node -> node.memory.apply(invalidation));
      nodes.getFirst().tier.apply(invalidation);
      acknowledged.put(key, source.get(key));
    }

    private int check() {
      int checked = 0;
      for (Answer answer : answers) {
        boolean alive = nodes.contains(answer.node());
        assertThat(answer.future().isComplete() || !alive).describedAs("seed %d", seed).isTrue();
        if (answer.future().succeeded()) {
          int seen = Integer.parseInt(Caches.body(answer.future().result()));
          assertThat(seen)
              .describedAs("seed %d, %s", seed, answer.key())
              .isGreaterThanOrEqualTo(answer.atLeast());
          checked++;
        }
      }
      return checked;
    }
  }
}
