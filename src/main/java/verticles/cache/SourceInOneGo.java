package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks sources for the answers of several loads in one go. A source that fails them, or takes its
 * time, is asked for each of them again, so that none suffers from another one for long.
 */
final class SourceInOneGo {
  /** So many are asked one beside the other then: one slow load holds up nobody alone. */
  private static final int LANES = 2;

  /** Where several answers come from. */
  @FunctionalInterface
  interface Source {
    /**
     * The answers, in the order of their loads, within the moment that they may take together;
     * fails when it cannot for any of them.
     */
    Future<CacheMessage.LoadedAll> load(CacheMessage.LoadAll loads);
  }

  private final Source all;
  private final Ways alone;

  SourceInOneGo(Source all, Ways alone) {
    this.all = all;
    this.alone = alone;
  }

  /** An answer for each, in their order. */
  List<Future<Brought>> load(List<CacheMessage.Load> loads) {
    List<Waiting> waiting = loads.stream().map(Waiting::new).toList();
    Map<String, List<Waiting>> bySource = new LinkedHashMap<>();
    waiting.forEach(
        load -> bySource.computeIfAbsent(load.load.source(), fresh -> new ArrayList<>()).add(load));
    bySource.values().forEach(this::ask);
    return waiting.stream().map(load -> load.promise.future()).toList();
  }

  private static final class Waiting {
    private final CacheMessage.Load load;
    private final Promise<Brought> promise = Promise.promise();

    private Waiting(CacheMessage.Load load) {
      this.load = load;
    }
  }

  private void ask(List<Waiting> loads) {
    if (loads.size() == 1) {
      oneByOne(loads);
      return;
    }
    long started = System.nanoTime();
    Future.succeededFuture(loads.stream().map(waiting -> waiting.load).toList())
        .compose(asked -> all.load(new CacheMessage.LoadAll(asked)))
        .map(answers -> answered(answers.each(), loads, started))
        .onFailure(thrown -> oneByOne(loads));
  }

  private static boolean answered(
      List<CacheMessage.Loaded> answers, List<Waiting> loads, long started) {
    if (answers.size() != loads.size()) {
      throw new IllegalStateException(
          "%d answers to %d loads".formatted(answers.size(), loads.size()));
    }
    long micros = (System.nanoTime() - started) / 1000 / loads.size();
    for (int i = 0; i < loads.size(); i++) {
      loads.get(i).promise.complete(new Brought(answers.get(i), micros));
    }
    return true;
  }

  private void oneByOne(List<Waiting> loads) {
    List<Waiting> rest = new ArrayList<>(loads);
    for (int lane = 0; lane < LANES; lane++) {
      next(rest);
    }
  }

  private void next(List<Waiting> rest) {
    Waiting next;
    synchronized (rest) {
      if (rest.isEmpty()) {
        return;
      }
      next = rest.removeFirst();
    }
    Future.succeededFuture(next.load)
        .compose(alone::load)
        .onComplete(next.promise)
        .onComplete(done -> next(rest));
  }
}
