package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.invalidation.Invalidation;
import verticles.testing.MemoryTier;
import verticles.testing.SettableClock;

/** The read path of one node without a bus, on a clock and a source that tests hold. */
final class Caches {
  final SettableClock clock = new SettableClock("2026-11-20T12:00:00Z");
  final CacheCounters counters = new CacheCounters();
  final EntryStore entries = new EntryStore(4 << 20, 1 << 20, counters);
  final Memory memory = new Memory(entries, counters);
  final MemoryTier tier;
  final List<Promise<CacheMessage.Loaded>> loads = new ArrayList<>();
  Alone.Source source = load -> nextLoad();
  Alone.Owner owner = (read, newerThan) -> Future.succeededFuture(Optional.empty());
  final Alone alone;
  SourceInOneGo.Source sourceInOneGo = this::each;
  private final List<Runnable> endOfTurn = new ArrayList<>();
  final Loads loading;
  final ReadThrough reads;

  Caches(Map<String, CacheConfig.Policy> policies) {
    this(policies, new MemoryTier());
  }

  Caches(Map<String, CacheConfig.Policy> policies, MemoryTier tier) {
    this.tier = tier;
    EntryMaker maker =
        new EntryMaker(1024, List.of(new Gzip()), work -> Future.future(p -> run(p, work)));
    Loader loader = new Loader(memory, maker, clock);
    alone = new Alone(tier, (read, newer) -> owner.fetch(read, newer), load -> source.load(load));
    loading = new Loads(memory, loader, alone, clock);
    reads = new ReadThrough(new Policies(policies), memory, loading, clock, counters);
  }

  /** Warms in one bundle; what it asks for in one go is asked when the turn ends. */
  List<Future<CacheAnswer.Status>> warm(List<CacheMessage.Read> wanted) {
    Bundle bundle =
        new Bundle(
            alone,
            wishes ->
                wishes.stream().map(wish -> owner.fetch(wish.read(), wish.newerThan())).toList(),
            loads -> sourceInOneGo.load(loads),
            endOfTurn::add);
    List<Future<CacheAnswer.Status>> begun = reads.warm(wanted, bundle);
    endTurn();
    return begun;
  }

  void endTurn() {
    while (!endOfTurn.isEmpty()) {
      endOfTurn.removeFirst().run();
    }
  }

  private Future<CacheMessage.LoadedAll> each(CacheMessage.LoadAll all) {
    List<Future<CacheMessage.Loaded>> each =
        all.loads().stream().map(load -> source.load(load)).toList();
    return Future.all(each)
        .map(done -> new CacheMessage.LoadedAll(each.stream().map(Future::result).toList()));
  }

  private static <T> void run(Promise<T> promise, Callable<T> work) {
    try {
      promise.complete(work.call());
    } catch (Exception e) {
      promise.fail(e);
    }
  }

  private Future<CacheMessage.Loaded> nextLoad() {
    Promise<CacheMessage.Loaded> promise = Promise.promise();
    loads.add(promise);
    return promise.future();
  }

  void invalidate(Invalidation invalidation) {
    memory.apply(invalidation);
    tier.apply(invalidation);
  }

  static String body(CacheAnswer answer) {
    return answer.entry().identity().body().toString();
  }

  /** The source answers the newest load. */
  void sourceAnswers(String body) {
    loads.getLast().complete(Reads.loaded(body));
  }

  void sourceFails() {
    loads.getLast().fail(FailureException.of(Failure.UNAVAILABLE, "The database is away."));
  }

  CacheAnswer filled(String policy, String body) {
    Future<CacheAnswer> answer = reads.read(Reads.read("key", policy));
    sourceAnswers(body);
    return answer.result();
  }

  Tally tally() {
    return memory.tallies().of("key");
  }
}
