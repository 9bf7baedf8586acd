package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MostReadTest {

  @Test
  void with_room_for_all_it_counts_exactly() {
    MostRead<String> most = new MostRead<>(3);
    most.read("a", 2);
    most.read("b", 5);
    most.read("a", 1);

    assertThat(most.drain()).isEqualTo(Map.of("a", 3L, "b", 5L));
  }

  @Test
  void it_begins_again_after_it_was_drained() {
    MostRead<String> most = new MostRead<>(3);
    most.read("a", 2);
    most.drain();
    most.read("b", 1);

    assertThat(most.drain()).isEqualTo(Map.of("b", 1L));
  }

  @Test
  void a_newcomer_takes_the_place_of_the_least_read() {
    MostRead<String> most = new MostRead<>(2);
    most.read("often", 9);
    most.read("seldom", 1);
    most.read("new", 3);

    assertThat(most.drain()).isEqualTo(Map.of("often", 9L, "new", 3L));
  }

  @Test
  void of_two_that_were_read_alike_the_older_one_goes() {
    MostRead<String> most = new MostRead<>(2);
    most.read("older", 1);
    most.read("newer", 1);
    most.read("newest", 1);

    assertThat(most.drain()).containsOnlyKeys("newer", "newest");
  }

  @Test
  void what_is_read_often_is_kept_and_never_counted_more_than_it_was_read() {
    Random random = new Random(42);
    Map<Integer, Long> truth = new HashMap<>();
    MostRead<Integer> most = new MostRead<>(100);
    for (int i = 0; i < 50_000; i++) {
      int key = random.nextInt(10) < 8 ? random.nextInt(20) : 100 + random.nextInt(100_000);
      truth.merge(key, 1L, Long::sum);
      most.read(key, 1);
    }

    Map<Integer, Long> counted = most.drain();

    assertThat(counted).hasSize(100);
    assertThat(IntStream.range(0, 20).boxed()).allMatch(counted::containsKey);
    assertThat(counted)
        .allSatisfy((key, count) -> assertThat(count).isLessThanOrEqualTo(truth.get(key)));
  }
}
