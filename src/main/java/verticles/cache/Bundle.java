package verticles.cache;

import io.vertx.core.Future;
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
  private final Alone alone;
  private final Gathered<Wanted, Found> finds;
  private final Gathered<CacheMessage.Load, Brought> loads;
  private final Gathered<Offer, Boolean> offers;

  /**
   * A bundle of loads that are yet to begin.
   *
   * @param endOfTurn runs what is left to do when the event loop has done what it is doing
   */
  Bundle(Alone alone, SourceInOneGo.Source source, Executor endOfTurn) {
    this.alone = alone;
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
    return alone.fetch(read, newerThan);
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
