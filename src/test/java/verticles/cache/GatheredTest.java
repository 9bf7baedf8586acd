package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheredTest {
  private final List<Runnable> endOfTurn = new ArrayList<>();
  private final List<List<String>> asked = new ArrayList<>();
  private final Gathered<String, String> gathered = new Gathered<>(this::answer, endOfTurn::add);

  private List<Future<String>> answer(List<String> questions) {
    asked.add(questions);
    return questions.stream()
        .map(
            question ->
                question.equals("bad")
                    ? Future.<String>failedFuture("it is bad")
                    : Future.succeededFuture(question + "!"))
        .toList();
  }

  private void endTurn() {
    assertThat(endOfTurn).hasSize(1);
    endOfTurn.removeFirst().run();
  }

  @Test
  void whatIsAskedInOneTurnIsAskedTogether() {
    Future<String> one = gathered.ask("one");
    Future<String> other = gathered.ask("other");
    assertThat(asked).isEmpty();
    endTurn();

    assertThat(asked).containsExactly(List.of("one", "other"));
    assertThat(one.result()).isEqualTo("one!");
    assertThat(other.result()).isEqualTo("other!");
  }

  @Test
  void theNextTurnIsAnotherOne() {
    gathered.ask("one");
    endTurn();
    Future<String> late = gathered.ask("late");
    endTurn();

    assertThat(asked).containsExactly(List.of("one"), List.of("late"));
    assertThat(late.result()).isEqualTo("late!");
  }

  @Test
  void whatIsAskedByAnAnswerIsOfTheNextTurn() {
    Future<String> second = gathered.ask("first").compose(first -> gathered.ask("second"));
    endTurn();
    assertThat(second.isComplete()).isFalse();
    endTurn();

    assertThat(second.result()).isEqualTo("second!");
  }

  @Test
  void oneFailsAlone() {
    Future<String> bad = gathered.ask("bad");
    Future<String> good = gathered.ask("good");
    endTurn();

    assertThat(bad.cause()).hasMessage("it is bad");
    assertThat(good.result()).isEqualTo("good!");
  }

  @Test
  void whereNothingCanBeAskedEverybodyHearsIt() {
    Gathered<String, String> broken =
        new Gathered<>(
            questions -> {
              throw new IllegalStateException("broken");
            },
            endOfTurn::add);
    Future<String> one = broken.ask("one");
    Future<String> other = broken.ask("other");
    endTurn();

    assertThat(List.of(one, other)).allMatch(Future::failed);
  }
}
