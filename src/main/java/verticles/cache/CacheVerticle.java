package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import verticles.bus.Bus;

/** Answers the reads that the near cache of this node could not, one load per key at a time. */
public final class CacheVerticle extends VerticleBase {
  private final Bus bus;
  private final NearCache cache;

  /** The verticle of that cache; one instance per node. */
  public CacheVerticle(Bus bus, NearCache cache) {
    this.bus = bus;
    this.cache = cache;
  }

  @Override
  public Future<?> start() {
    ReadThrough readThrough = cache.readThrough(this::load, entryMaker());
    return bus.<CacheMessage, CacheAnswer>answer(
        CacheMessage.READS, question -> answer(readThrough, question));
  }

  private static Future<CacheAnswer> answer(ReadThrough readThrough, CacheMessage question) {
    return switch (question) {
      case CacheMessage.Read read -> readThrough.read(read);
      case CacheMessage.Refresh refresh -> readThrough.refresh(refresh.read());
      case CacheMessage.Load load -> throw new IllegalArgumentException(load + " is for a source");
      case CacheMessage.Loaded loaded -> throw new IllegalArgumentException("nobody asked");
      case CacheAnswer given -> throw new IllegalArgumentException("nobody asked");
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
