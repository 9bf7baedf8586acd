package verticles.cache;

import io.vertx.core.Future;
import java.util.Optional;
import verticles.shared.Found;
import verticles.shared.Offer;
import verticles.shared.SharedTier;
import verticles.shared.SharedValue;
import verticles.shared.Wanted;

/** The ways of a load that goes by itself. */
record Alone(SharedTier tier, Owner owner, Source source) implements Ways {

  /** Where answers come from. */
  @FunctionalInterface
  interface Source {
    /** The answer, or a failed future within the load timeout. */
    Future<CacheMessage.Loaded> load(CacheMessage.Load load);
  }

  /** The node that loads a key for all. */
  @FunctionalInterface
  interface Owner {
    /** What it has loaded; empty when this node has to load by itself. */
    Future<Optional<SharedValue>> fetch(CacheMessage.Read read, long newerThan);
  }

  @Override
  public Future<Found> find(Wanted wanted) {
    return tier.find(wanted.key(), wanted.tags());
  }

  @Override
  public Future<Optional<SharedValue>> fetch(CacheMessage.Read read, long newerThan) {
    return owner.fetch(read, newerThan);
  }

  @Override
  public Future<Brought> load(CacheMessage.Load load) {
    long started = System.nanoTime();
    return source
        .load(load)
        .map(loaded -> new Brought(loaded, (System.nanoTime() - started) / 1000));
  }

  @Override
  public Future<Boolean> keep(Offer offer) {
    return tier.keep(offer.key(), offer.value(), offer.stamps());
  }
}
