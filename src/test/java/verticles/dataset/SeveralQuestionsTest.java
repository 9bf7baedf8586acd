package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import verticles.bus.FailureException;
import verticles.cache.CacheAnswer.Status;
import verticles.cache.CacheMessage;

/** Questions that are asked of a real database together. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field
class SeveralQuestionsTest {
  private static OwnDatasets own;

  @BeforeAll
  static void start() {
    own = new OwnDatasets();
  }

  @AfterAll
  static void stop() {
    own.close();
  }

  private static CacheMessage.Load load(String dataset, Map<String, List<String>> query) {
    return own.question(dataset, Format.CSV, query).load();
  }

  private static CacheMessage.Load numbers(int count) {
    return load("numbers", Map.of("count", List.of(String.valueOf(count))));
  }

  private static List<String> loadAll(CacheMessage.Load... loads) {
    return own
        .bus
        .<CacheMessage.LoadedAll>ask(
            CacheMessage.source("dataset"),
            new CacheMessage.LoadAll(List.of(loads)),
            Duration.ofSeconds(30))
        .await()
        .each()
        .stream()
        .map(loaded -> new String(loaded.body(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void severalQuestionsAreAnsweredInTheirOrderWhicheverDatasetsTheyAskFor() {
    List<String> answers =
        loadAll(numbers(2), load("types", Map.of()), numbers(1), numbers(900), numbers(2));

    assertThat(answers).hasSize(5);
    assertThat(answers.get(0)).isEqualTo("number,someText\r\n1,row 1\r\n2,row 2\r\n");
    assertThat(answers.get(1)).startsWith("text,number,truth,day,time,nothing");
    assertThat(answers.get(2)).isEqualTo("number,someText\r\n1,row 1\r\n");
    assertThat(answers.get(3)).endsWith("900,row 900\r\n");
    assertThat(answers.get(4)).isEqualTo(answers.get(0));
  }

  @Test
  void manySmallAnswersAreNoLargeOne() {
    CacheMessage.Load small = numbers(20);

    assertThat(loadAll(Collections.nCopies(32, small).toArray(CacheMessage.Load[]::new)))
        .hasSize(32)
        .containsOnly(loadAll(small).getFirst());
  }

  @Test
  void severalQuestionsFailAsOne() {
    for (CacheMessage.Load bad :
        List.of(numbers(1001), load("broken", Map.of()), load("elsewhere", Map.of()))) {
      assertThatThrownBy(() -> loadAll(numbers(1), bad)).isInstanceOf(FailureException.class);
    }
  }

  @Test
  void aQuestionThatFailsAmongOthersFailsAlone() {
    List<CacheMessage.Read> reads =
        Stream.of("998", "1001", "999")
            .map(count -> Map.of("count", List.of(count)))
            .map(query -> own.question("numbers", Format.CSV, query))
            .toList();

    List<Future<Status>> warmed = own.cache.warm(reads);

    assertThat(warmed.get(0).await()).isEqualTo(Status.MISS);
    assertThat(warmed.get(2).await()).isEqualTo(Status.MISS);
    assertThatThrownBy(() -> warmed.get(1).await()).hasMessageContaining("at most 1000 rows");
    assertThat(own.cache.holds(reads.get(0).key())).isTrue();
    assertThat(own.cache.holds(reads.get(1).key())).isFalse();
  }
}
