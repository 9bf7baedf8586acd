package verticles.warming;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import verticles.bus.Failures;
import verticles.cache.Cache;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheMessage;
import verticles.dataset.RecurringQuestion;
import verticles.dataset.WarmDatasets;

/**
 * Reads questions through the cache, several at a time; what is fresh there is left alone. A
 * dataset that only fails is not asked for all of its questions.
 */
final class Filling {
  /** So many failures of a dataset in a row, and the rest of it is left out. */
  static final int GIVE_UP = 10;

  private final WarmDatasets datasets;
  private final Cache cache;
  private final Gate gate;
  private final Tally tally;
  private final Map<String, Integer> failuresInARow = new HashMap<>();

  Filling(WarmDatasets datasets, Cache cache, Gate gate, Tally tally) {
    this.datasets = datasets;
    this.cache = cache;
    this.gate = gate;
    this.tally = tally;
  }

  /**
   * Reads all of them; it blocks until the last one is answered.
   *
   * @param wanted which of them to read, as they are at this moment
   * @param stopped whether no more are to be begun
   */
  void fill(
      List<RecurringQuestion> questions,
      Predicate<CacheMessage.Read> wanted,
      BooleanSupplier stopped)
      throws InterruptedException {
    tally.expect(questions.size());
    try {
      int next = 0;
      while (next < questions.size() && !stopped.getAsBoolean()) {
        RecurringQuestion question = questions.get(next);
        if (isGivenUp(question)) {
          tally.fail("%s: left out after %d failures.".formatted(question.dataset(), GIVE_UP));
          next++;
        } else {
          int bundle = gate.enter(questions.size() - next);
          read(questions.subList(next, next + bundle), wanted);
          next += bundle;
        }
      }
    } finally {
      gate.awaitEmpty();
    }
  }

  private void read(List<RecurringQuestion> questions, Predicate<CacheMessage.Read> wanted) {
    Passage passage = new Passage(gate, questions.size());
    List<Future<Optional<CacheMessage.Read>>> reads =
        questions.stream()
            .map(question -> resolve(question).map(read -> missing(read, wanted)))
            .toList();
    Future.join(reads).onComplete(resolved -> warm(questions, reads, passage));
  }

  private Optional<CacheMessage.Read> missing(
      CacheMessage.Read read, Predicate<CacheMessage.Read> wanted) {
    return wanted.test(read) && !cache.holds(read.key()) ? Optional.of(read) : Optional.empty();
  }

  private void warm(
      List<RecurringQuestion> questions,
      List<Future<Optional<CacheMessage.Read>>> reads,
      Passage passage) {
    List<RecurringQuestion> missing = new ArrayList<>();
    List<CacheMessage.Read> missed = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      Future<Optional<CacheMessage.Read>> read = reads.get(i);
      if (read.succeeded() && read.result().isPresent()) {
        missing.add(questions.get(i));
        missed.add(read.result().get());
      } else {
        over(questions.get(i), read.map(fresh -> CacheAnswer.Status.HIT), passage);
      }
    }
    if (missed.isEmpty()) {
      return;
    }
    Future<List<Future<CacheAnswer.Status>>> begun =
        Future.succeededFuture(missed).map(asked -> cache.warm(asked));
    for (int i = 0; i < missing.size(); i++) {
      int number = i;
      begun
          .compose(each -> each.get(number))
          .onComplete(answer -> over(missing.get(number), answer, passage));
    }
  }

  private void over(
      RecurringQuestion question, AsyncResult<CacheAnswer.Status> answer, Passage passage) {
    remember(question, answer.failed());
    if (answer.failed()) {
      tally.fail("%s: %s".formatted(named(question), Failures.of(answer.cause()).detail()));
      passage.failed();
    } else if (answer.result() == CacheAnswer.Status.HIT) {
      tally.findFresh();
      passage.fresh();
    } else {
      tally.load();
      passage.loaded();
    }
  }

  /** What the catalog no longer knows fails as what the source refuses does. */
  private Future<CacheMessage.Read> resolve(RecurringQuestion question) {
    return Future.succeededFuture(question).compose(datasets::resolve);
  }

  private synchronized boolean isGivenUp(RecurringQuestion question) {
    return failuresInARow.getOrDefault(question.dataset(), 0) >= GIVE_UP;
  }

  private synchronized void remember(RecurringQuestion question, boolean failed) {
    int before = failuresInARow.getOrDefault(question.dataset(), 0);
    failuresInARow.put(question.dataset(), failed ? before + 1 : 0);
  }

  private static String named(RecurringQuestion question) {
    return question.parameters().isEmpty()
        ? question.dataset()
        : question.dataset() + " " + question.parameters();
  }
}
