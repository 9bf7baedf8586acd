package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Asks sources for the answers of several loads in one go. A source that fails them, or takes its
 * time, is asked for each of them again, so that none suffers from another one for long.
 */
final class SourceInOneGo {
  /** So many are asked one beside the other then: one slow load holds up nobody alone. */
  private static final int LANES = 2;

  private final Function<CacheMessage.LoadAll, Future<CacheMessage.LoadedAll>> all;
  private final Alone.Source one;

  /**
   * Such sources.
   *
   * @param all answers for each load, in their order, within the moment that they may take
   *     together; fails when it cannot for any of them
   * @param one answers a single load
   */
  SourceInOneGo(
      Function<CacheMessage.LoadAll, Future<CacheMessage.LoadedAll>> all, Alone.Source one) {
    this.all = all;
    this.one = one;
  }

  /** An answer for each, in their order. */
  List<Future<CacheMessage.Loaded>> load(List<CacheMessage.Load> loads) {
    List<Waiting> waiting = loads.stream().map(Waiting::new).toList();
    Map<String, List<Waiting>> bySource = new LinkedHashMap<>();
    waiting.forEach(
        load ->
            bySource.computeIfAbsent(load.load.source(), fresh -> new ArrayList<>()).add(load));
    bySource.values().forEach(this::ask);
    return waiting.stream().map(load -> load.promise.future()).toList();
  }

  private static final class Waiting {
    private final CacheMessage.Load load;
    private final Promise<CacheMessage.Loaded> promise = Promise.promise();

    private Waiting(CacheMessage.Load load) {
      this.load = load;
    }
  }

  private void ask(List<Waiting> loads) {
    if (loads.size() == 1) {
      oneByOne(loads);
      return;
    }
    Future.succeededFuture(loads.stream().map(waiting -> waiting.load).toList())
        .compose(asked -> all.apply(new CacheMessage.LoadAll(asked)))
        .map(answers -> answered(answers.each(), loads))
        .onFailure(thrown -> oneByOne(loads));
  }

  private static boolean answered(List<CacheMessage.Loaded> answers, List<Waiting> loads) {
    if (answers.size() != loads.size()) {
      throw new IllegalStateException(
          "%d answers to %d loads".formatted(answers.size(), loads.size()));
    }
    for (int i = 0; i < loads.size(); i++) {
      loads.get(i).promise.complete(answers.get(i));
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
        .compose(one::load)
        .onComplete(next.promise)
        .onComplete(done -> next(rest));
  }
}
