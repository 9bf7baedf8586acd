package verticles.warming;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.cache.CacheMessage;
import verticles.dataset.RecurringQuestion;
import verticles.dataset.WarmDatasets;
import verticles.dataset.WarmDeclaration;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/**
 * Loads declared questions again when their answers were invalidated. It waits a moment first: an
 * import invalidates many times, and a question is loaded once for all of them.
 */
final class Refill {
  private static final Logger LOGGER = LoggerFactory.getLogger(Refill.class);
  private static final Duration GATHER = Duration.ofSeconds(2);

  /** More of them in a moment are taken for everything. */
  private static final int MOST_PENDING = 1000;

  private final WarmDatasets datasets;
  private final Plan plan;
  private final Fillings fillings;
  private final List<Invalidation> pending = new ArrayList<>();
  private boolean working;
  private volatile boolean closed;

  Refill(WarmDatasets datasets, Plan plan, Fillings fillings) {
    this.datasets = datasets;
    this.plan = plan;
    this.fillings = fillings;
  }

  synchronized void invalidated(Invalidation invalidation) {
    if (closed || datasets.declared().stream().noneMatch(line -> touches(invalidation, line))) {
      return;
    }
    if (pending.size() >= MOST_PENDING) {
      pending.clear();
      pending.add(Invalidation.of(Mode.EXPIRE, new Target.Everything()));
    } else {
      pending.add(invalidation);
    }
    if (!working) {
      working = true;
      Thread.ofVirtual().name("warming-refill").start(this::work);
    }
  }

  private boolean touches(Invalidation invalidation, WarmDeclaration line) {
    return datasets.mayCover(invalidation, line);
  }

  private void work() {
    try {
      do {
        Thread.sleep(GATHER);
        refill(drain());
      } while (goesOn());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Invalidation> drain() {
    List<Invalidation> drained = List.copyOf(pending);
    pending.clear();
    return drained;
  }

  private synchronized boolean goesOn() {
    working = !pending.isEmpty() && !closed;
    return working;
  }

  private void refill(List<Invalidation> invalidations) throws InterruptedException {
    Tally tally = new Tally();
    try {
      List<WarmDeclaration> touched =
          datasets.declared().stream()
              .filter(line -> invalidations.stream().anyMatch(one -> touches(one, line)))
              .toList();
      List<RecurringQuestion> questions = plan.declared(touched).await();
      fillings
          .counting(tally)
          .fill(questions, read -> isCovered(read, invalidations), () -> closed);
    } catch (RuntimeException thrown) {
      if (!closed) {
        LOGGER.atWarn().setCause(thrown).log("invalidated answers were not loaded again");
      }
    }
    LOGGER
        .atDebug()
        .addKeyValue("loaded", tally.counts().loaded())
        .log("invalidated answers were loaded again");
  }

  private static boolean isCovered(CacheMessage.Read read, List<Invalidation> invalidations) {
    String dataset = read.load().question().getOrDefault(":dataset", "");
    List<String> tags =
        Stream.concat(read.tags().stream(), Stream.of("dataset:" + dataset)).distinct().toList();
    return invalidations.stream().anyMatch(one -> one.covers(read.key(), tags));
  }

  void close() {
    closed = true;
  }
}
