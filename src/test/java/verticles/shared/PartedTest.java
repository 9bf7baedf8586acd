package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartedTest {
  private final List<String> asked = new ArrayList<>();

  private List<Future<String>> ask(int place, List<String> words) {
    asked.add(place + " " + words);
    return words.stream().map(word -> Future.succeededFuture(word + place)).toList();
  }

  @Test
  void eachPlaceIsAskedOnceAndTheAnswersAreInTheOrderOfTheQuestions() {
    List<Future<String>> answers =
        Parted.ask(List.of("b", "aa", "c", "dd", "eee"), String::length, this::ask);

    assertThat(asked).containsExactly("1 [b, c]", "2 [aa, dd]", "3 [eee]");
    assertThat(answers)
        .extracting(Future::result)
        .containsExactly("b1", "aa2", "c1", "dd2", "eee3");
  }

  @Test
  void nothingIsAskedForNothing() {
    assertThat(Parted.ask(List.<String>of(), String::length, this::ask)).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void oneAnswerForSeveralIsTakenApart() {
    assertThat(Parted.each(2, Future.succeededFuture(List.of("a", "b"))))
        .extracting(Future::result)
        .containsExactly("a", "b");
    assertThat(Parted.each(2, Future.failedFuture("none"))).allMatch(Future::failed);
  }
}
