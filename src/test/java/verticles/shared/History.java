package verticles.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/**
 * A random history of loads, changes, invalidations and losses, and what must hold in each of its
 * moments: nothing is found that is older than what an invalidation declared, and nothing is found
 * as fresh that is older than what one expired.
 */
final class History {
  private static final int KEYS = 6;
  private static final int TAGS = 3;

  /** What is tried, one thing after another. */
  interface Subject {
    Future<Found> find(String key, List<String> tags);

    Future<Boolean> keep(String key, SharedValue value, Stamps stamps);

    void invalidate(Invalidation invalidation);

    /** Something bad happens to the store. */
    void suffer(Random random);
  }

  private record Load(int key, int version, Stamps stamps) {}

  private final Random random;
  private final Subject subject;
  private final String space;
  private final int[] source = new int[KEYS];
  private final int[] removed = new int[KEYS];
  private final int[] expired = new int[KEYS];
  private final List<Load> loads = new ArrayList<>();
  private final List<Invalidation> made = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  int hits;
  int finds;

  History(long seed, Subject subject) {
    this.random = new Random(seed);
    this.subject = subject;
    this.space = "h" + seed + "-" + System.nanoTime();
  }

  History run(int steps) {
    for (int i = 0; i < steps; i++) {
      switch (random.nextInt(20)) {
        case 0, 1, 2 -> change();
        case 3 -> repeat();
        case 4 -> subject.suffer(random);
        case 5, 6, 7, 8 -> begin();
        case 9, 10, 11, 12, 13 -> finish();
        default -> look(random.nextInt(KEYS));
      }
    }
    for (int key = 0; key < KEYS; key++) {
      look(key);
    }
    return this;
  }

  private String key(int key) {
    return space + "/" + (key % 2) + "/" + key;
  }

  private List<String> tags(int key) {
    return List.of(space + "t" + key % TAGS, space + "all");
  }

  private void change() {
    Mode mode = random.nextInt(3) == 0 ? Mode.EXPIRE : Mode.REMOVE;
    int key = random.nextInt(KEYS);
    Target target =
        switch (random.nextInt(10)) {
          case 0 -> new Target.Everything();
          case 1 -> new Target.Namespace(space);
          case 2 -> new Target.Pattern(space + "/" + key % 2 + "/*");
          case 3, 4, 5 -> new Target.Tag(space + "t" + key % TAGS);
          default -> new Target.Key(key(key));
        };
    Invalidation invalidation = Invalidation.of(mode, target);
    for (int each = 0; each < KEYS; each++) {
      if (invalidation.covers(key(each), tags(each))) {
        source[each]++;
      }
    }
    if (random.nextBoolean()) {
      begin();
    }
    subject.invalidate(invalidation);
    made.add(invalidation);
    told.add(mode + " " + target);
    for (int each = 0; each < KEYS; each++) {
      if (invalidation.covers(key(each), tags(each))) {
        expired[each] = source[each];
        removed[each] = mode == Mode.REMOVE ? source[each] : removed[each];
      }
    }
  }

  /** The same one again, late: it must change nothing for the worse. */
  private void repeat() {
    if (!made.isEmpty()) {
      subject.invalidate(made.get(random.nextInt(made.size())));
      told.add("again");
    }
  }

  private void begin() {
    int key = random.nextInt(KEYS);
    look(key).ifPresent(found -> loads.add(new Load(key, source[key], found.stamps())));
    told.add("begin " + key + " at " + source[key]);
  }

  private void finish() {
    if (!loads.isEmpty()) {
      Load load = loads.remove(random.nextInt(loads.size()));
      byte[] body = Integer.toString(load.version()).getBytes(UTF_8);
      SharedValue value = Samples.value(body, tags(load.key()), System.currentTimeMillis());
      boolean kept =
          await(subject.keep(key(load.key()), value, load.stamps()).otherwise(false));
      told.add("keep " + load.key() + " of " + load.version() + ": " + kept);
    }
  }

  private Optional<Found> look(int key) {
    List<String> asked = random.nextBoolean() ? tags(key) : List.of(tags(key).getFirst());
    Optional<Found> found =
        await(subject.find(key(key), asked).map(Optional::of).otherwise(Optional.empty()));
    finds++;
    found.flatMap(Found::value).ifPresent(value -> check(key, value, found.get().expired()));
    return asked.size() == 2 ? found : Optional.empty();
  }

  private void check(int key, SharedValue value, boolean isExpired) {
    hits++;
    int version = Integer.parseInt(new String(value.body(), UTF_8));
    told.add("found " + key + " of " + version + (isExpired ? " expired" : ""));
    assertThat(version).as("%s", told).isGreaterThanOrEqualTo(removed[key]);
    if (!isExpired) {
      assertThat(version).as("%s", told).isGreaterThanOrEqualTo(expired[key]);
    }
  }
}
