package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import verticles.bus.Bus;

/** Answers what the memory of this node could not, and what other nodes ask of it. */
public final class CacheVerticle extends VerticleBase {
  /** What takes longer in one go is asked for again one by one. */
  private static final Duration TOGETHER = Duration.ofMillis(250);

  private final Bus bus;
  private final NearCache cache;
  private final CacheNeighbours neighbours;

  /** The verticle of that cache; one instance per node. */
  public CacheVerticle(Bus bus, NearCache cache, CacheNeighbours neighbours) {
    this.bus = bus;
    this.cache = cache;
    this.neighbours = neighbours;
  }

  @Override
  public Future<?> start() {
    EntryMaker maker = entryMaker();
    Loader loader = new Loader(cache.remembered(), maker, cache.clock());
    OwnerClient owners =
        new OwnerClient(
            vertx,
            bus,
            neighbours.members(),
            neighbours.invalidator(),
            cache.config().loadTimeout());
    Alone alone = new Alone(neighbours.tier(), owners::fetch, this::load);
    Alone here = new Alone(neighbours.tier(), OwnerDesk.MYSELF, this::load);
    Loads loads = new Loads(cache.remembered(), loader, alone, cache.clock());
    ReadThrough reads = cache.readThrough(loads);
    OwnerDesk desk =
        new OwnerDesk(
            cache,
            loads,
            here,
            () -> together(here, OwnerDesk.NO_OTHERS),
            neighbours.invalidator());
    NodeDesk node =
        new NodeDesk(
            new NodeReports(bus.nodeId(), cache, neighbours.tier(), vertx),
            new KeyValues(cache, neighbours, maker));
    return Future.join(
        bus.<CacheMessage, CacheMessage>answer(
            CacheMessage.READS,
            question -> answer(reads, () -> together(alone, owners::fetch), question)),
        bus.answer(CacheMessage.FETCHES, desk::answer),
        bus.answer(CacheMessage.NODES, node::answer),
        bus.<CacheMessage.PolicyChanged>hear(
            CacheMessage.POLICIES, changed -> cache.change(changed.policy())));
  }

  private static Future<CacheMessage> answer(
      ReadThrough reads, Supplier<Ways> together, CacheMessage question) {
    return switch (question) {
      case CacheMessage.Read read -> reads.read(read).map(answer -> answer);
      case CacheMessage.Refresh refresh -> reads.refresh(refresh.read()).map(answer -> answer);
      case CacheMessage.Warm warm ->
          Future.succeededFuture(
              new CacheMessage.Warming(reads.warm(warm.reads(), together.get())));
      default -> throw new IllegalArgumentException(question + " is no read");
    };
  }

  private Bundle together(Alone alone, Bundle.Fetching owners) {
    return new Bundle(
        alone, owners, this::loadAll, work -> context.runOnContext(turn -> work.run()));
  }

  private Future<CacheMessage.LoadedAll> loadAll(CacheMessage.LoadAll loads) {
    String source = loads.loads().getFirst().source();
    return bus.ask(CacheMessage.source(source), loads, TOGETHER);
  }

  private Future<CacheMessage.Loaded> load(CacheMessage.Load load) {
    return bus.ask(CacheMessage.source(load.source()), load, cache.config().loadTimeout());
  }

  private EntryMaker entryMaker() {
    List<Compressor> compressors = new ArrayList<>(List.of(new Gzip()));
    Brotli.load().ifPresent(compressors::add);
    return new EntryMaker(
        cache.config().compressFrom().bytes(),
        compressors,
        work -> vertx.executeBlocking(work, false).map(Objects::requireNonNull));
  }
}
