package verticles.cache;

import io.vertx.core.Future;
import java.util.Optional;
import verticles.shared.Found;
import verticles.shared.Offer;
import verticles.shared.SharedValue;
import verticles.shared.Wanted;

/** The ways by which a load gets what it needs of others: by itself, or with others. */
interface Ways {
  /** What the shared tier has. */
  Future<Found> find(Wanted wanted);

  /** What the owner of the key has; empty when this node has to load by itself. */
  Future<Optional<SharedValue>> fetch(CacheMessage.Read read, long newerThan);

  /** What the source answers. */
  Future<Brought> load(CacheMessage.Load load);

  /** Whether the shared tier keeps it. */
  Future<Boolean> keep(Offer offer);
}
