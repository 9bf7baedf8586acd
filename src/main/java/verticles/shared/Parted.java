package verticles.shared;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Asks for several together where they are kept together. */
final class Parted {
  private Parted() {}

  /**
   * An answer for each question, in their order.
   *
   * @param place where a question is asked
   * @param ask answers several questions of one place, in their order
   */
  static <Q, P, A> List<Future<A>> ask(
      List<Q> questions, Function<Q, P> place, BiFunction<P, List<Q>, List<Future<A>>> ask) {
    Map<P, List<Integer>> byPlace = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      byPlace.computeIfAbsent(place.apply(questions.get(i)), fresh -> new ArrayList<>()).add(i);
    }
    Map<Integer, Future<A>> answers = new TreeMap<>();
    byPlace.forEach(
        (at, numbers) -> {
          List<Future<A>> some = ask.apply(at, numbers.stream().map(questions::get).toList());
          for (int i = 0; i < numbers.size(); i++) {
            answers.put(numbers.get(i), some.get(i));
          }
        });
    return List.copyOf(answers.values());
  }

  /** One answer for several as one for each. */
  static <A> List<Future<A>> each(int count, Future<List<A>> together) {
    return IntStream.range(0, count).mapToObj(i -> together.map(all -> all.get(i))).toList();
  }
}
