package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.cache.Cache;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheAnswer.Status;
import verticles.cache.CacheEntry;
import verticles.cache.CacheMessage;
import verticles.dataset.Format;
import verticles.dataset.RecurringQuestion;
import verticles.dataset.WarmDatasets;
import verticles.dataset.WarmDeclaration;
import verticles.invalidation.Invalidation;

/**
 * How a run goes through its questions; whatever happens, it ends and every question is counted.
 */
@Timeout(60)
class FillingTest {
  private final List<Integer> bundles = new ArrayList<>();
  private final OwnLoads own = new OwnLoads();
  private final Tally tally = new Tally();
  private Function<List<CacheMessage.Read>, List<Future<Status>>> warming =
      reads -> reads.stream().map(read -> Future.succeededFuture(Status.MISS)).toList();

  private static RecurringQuestion question(int n) {
    return new RecurringQuestion("numbers", Format.JSON, "", Map.of("n", String.valueOf(n)));
  }

  private static List<RecurringQuestion> questions(int count) {
    return IntStream.range(0, count).mapToObj(FillingTest::question).toList();
  }

  private final class Memory implements Cache {
    @Override
    public @Nullable CacheEntry peek(String key) {
      return null;
    }

    @Override
    public boolean holds(String key) {
      return key.equals("3");
    }

    @Override
    public Future<CacheAnswer> read(CacheMessage.Read read) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<CacheAnswer> refresh(CacheMessage.Read read) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Future<Status>> warm(List<CacheMessage.Read> reads) {
      bundles.add(reads.size());
      return warming.apply(reads);
    }
  }

  private static final class Numbers implements WarmDatasets {
    @Override
    public Future<CacheMessage.Read> resolve(RecurringQuestion question) {
      String n = String.valueOf(question.parameters().get("n"));
      return n.equals("5")
          ? Future.failedFuture("5 is no question")
          : Future.succeededFuture(
              new CacheMessage.Read(
                  n,
                  "any",
                  List.of(),
                  CacheMessage.Visibility.SHARED,
                  new CacheMessage.Load("any", Map.of())));
    }

    @Override
    public List<WarmDeclaration> declared() {
      return List.of();
    }

    @Override
    public List<WarmDeclaration> declared(String dataset) {
      return List.of();
    }

    @Override
    public boolean mayCover(Invalidation invalidation, WarmDeclaration declared) {
      return false;
    }

    @Override
    public Future<List<RecurringQuestion>> questions(
        WarmDeclaration declared, List<String> organisations) {
      return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Optional<RecurringQuestion>> recurring(String key) {
      return Future.succeededFuture(Optional.empty());
    }
  }

  private Filling filling() {
    Gate gate = new Gate(new Pace(1, 1), new LiveLoads(() -> 0, () -> 0), own);
    return new Filling(new Numbers(), new Memory(), gate, tally);
  }

  private void isEmpty() {
    assertThat(own.bundles()).isZero();
    assertThat(own.questions()).isZero();
  }

  @Test
  void quick_questions_go_together_and_each_is_counted() throws InterruptedException {
    filling().fill(questions(100), read -> true, () -> false);

    assertThat(tally.counts()).isEqualTo(new Tally.Counts(100, 98, 1, 1, tally.counts().errors()));
    assertThat(tally.counts().errors()).singleElement().asString().startsWith("numbers {n=5}");
    assertThat(bundles).first().isEqualTo(1);
    assertThat(bundles).contains(BundleSize.MOST).hasSizeLessThan(12);
    isEmpty();
  }

  @Test
  void a_run_that_is_stopped_begins_no_further_bundle() throws InterruptedException {
    filling().fill(questions(100), read -> true, () -> bundles.size() >= 2);

    assertThat(bundles).hasSize(2);
    assertThat(tally.counts().total()).isEqualTo(100);
    assertThat(tally.counts().done()).isLessThan(10);
    isEmpty();
  }

  @Test
  void what_breaks_unexpectedly_fails_its_questions_and_the_run_ends() throws InterruptedException {
    warming =
        reads -> {
          throw new IllegalStateException("no cache");
        };
    filling().fill(questions(8), read -> true, () -> false);
    assertThat(tally.counts().failed()).isEqualTo(7);
    isEmpty();
  }

  @Test
  void a_question_that_cannot_be_judged_fails() throws InterruptedException {
    filling()
        .fill(
            questions(4),
            read -> {
              throw new IllegalStateException("no judgement");
            },
            () -> false);

    assertThat(tally.counts().failed()).isEqualTo(4);
    isEmpty();
  }

  @Test
  void what_is_not_wanted_is_left_alone() throws InterruptedException {
    filling().fill(questions(3), read -> !read.key().equals("1"), () -> false);

    assertThat(tally.counts().loaded()).isEqualTo(2);
    assertThat(tally.counts().alreadyFresh()).isEqualTo(1);
    isEmpty();
  }
}
