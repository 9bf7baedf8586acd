package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import verticles.bus.Bus;

/** Answers what the memory of this node could not, and what other nodes ask of it. */
public final class CacheVerticle extends VerticleBase {
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
    Loader loader =
        new Loader(cache.remembered(), neighbours.tier(), this::load, maker, cache.clock());
    OwnerClient owners =
        new OwnerClient(
            vertx,
            bus,
            neighbours.members(),
            neighbours.invalidator(),
            cache.config().loadTimeout());
    Loads loads = new Loads(cache.remembered(), loader, owners::fetch, cache.clock());
    ReadThrough reads = cache.readThrough(loads);
    OwnerDesk desk = new OwnerDesk(cache, loads, neighbours.invalidator());
    NodeDesk node =
        new NodeDesk(
            new NodeReports(bus.nodeId(), cache, neighbours.tier(), vertx),
            new KeyValues(cache, neighbours, maker));
    return Future.join(
        bus.<CacheMessage, CacheAnswer>answer(
            CacheMessage.READS, question -> answer(reads, question)),
        bus.answer(CacheMessage.FETCHES, desk::fetch),
        bus.answer(CacheMessage.NODES, node::answer),
        bus.<CacheMessage.PolicyChanged>hear(
            CacheMessage.POLICIES, changed -> cache.change(changed.policy())));
  }

  private static Future<CacheAnswer> answer(ReadThrough reads, CacheMessage question) {
    return switch (question) {
      case CacheMessage.Read read -> reads.read(read);
      case CacheMessage.Refresh refresh -> reads.refresh(refresh.read());
      case CacheMessage.Warm warm -> reads.warm(warm.read());
      default -> throw new IllegalArgumentException(question + " is no read");
    };
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
