package verticles.cache;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import verticles.shared.Found;
import verticles.shared.Offer;
import verticles.shared.SharedValue;
import verticles.shared.Wanted;

/**
 * The ways of loads that begin together: what several of them need at the same time is asked for in
 * one go. Each of them is a load like any other, which may be joined, overtaken or fail alone.
 */
final class Bundle implements Ways {
  /** The nodes that load keys for all. */
  @FunctionalInterface
  interface Fetching {
    /** What they have loaded, in the order of the wishes; empty when this node has to load. */
    List<Future<Optional<SharedValue>>> fetch(List<OwnerClient.Wish> wishes);
  }

  private final Gathered<Wanted, Found> finds;
  private final Gathered<OwnerClient.Wish, Optional<SharedValue>> wishes;
  private final Gathered<CacheMessage.Load, Brought> loads;
  private final Gathered<Offer, Boolean> offers;

  /**
   * A bundle of loads that are yet to begin.
   *
   * @param endOfTurn runs what is left to do when the event loop has done what it is doing
   */
  Bundle(Alone alone, Fetching owners, SourceInOneGo.Source source, Executor endOfTurn) {
    this.wishes = new Gathered<>(owners::fetch, endOfTurn);
    this.finds = new Gathered<>(alone.tier()::find, endOfTurn);
    this.loads = new Gathered<>(new SourceInOneGo(source, alone)::load, endOfTurn);
    this.offers = new Gathered<>(alone.tier()::keep, endOfTurn);
  }

  @Override
  public Future<Found> find(Wanted wanted) {
    return finds.ask(wanted);
  }

  @Override
  public Future<Optional<SharedValue>> fetch(CacheMessage.Read read, long newerThan) {
    return wishes.ask(new OwnerClient.Wish(read, newerThan));
  }

  @Override
  public Future<Brought> load(CacheMessage.Load load) {
    return loads.ask(load);
  }

  @Override
  public Future<Boolean> keep(Offer offer) {
    return offers.ask(offer);
  }
}
