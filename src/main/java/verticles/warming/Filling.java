package verticles.warming;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
      for (RecurringQuestion question : questions) {
        if (stopped.getAsBoolean()) {
          return;
        }
        if (isGivenUp(question)) {
          tally.fail("%s: left out after %d failures.".formatted(question.dataset(), GIVE_UP));
          continue;
        }
        gate.enter();
        read(question, wanted);
      }
    } finally {
      gate.awaitEmpty();
    }
  }

  private void read(RecurringQuestion question, Predicate<CacheMessage.Read> wanted) {
    long startedAt = System.nanoTime();
    resolve(question)
        .compose(
            read ->
                wanted.test(read) && !cache.holds(read.key())
                    ? cache.warm(read)
                    : Future.succeededFuture(CacheAnswer.Status.HIT))
        .onSuccess(
            status -> {
              remember(question, false);
              if (status == CacheAnswer.Status.HIT) {
                tally.findFresh();
                gate.leave();
              } else {
                tally.load();
                gate.leaveAfter(microsSince(startedAt));
              }
            })
        .onFailure(
            thrown -> {
              remember(question, true);
              tally.fail("%s: %s".formatted(named(question), Failures.of(thrown).detail()));
              gate.leaveAfter(microsSince(startedAt));
            });
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

  private static long microsSince(long startedAt) {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startedAt);
  }
}
