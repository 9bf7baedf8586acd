package verticles.market;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One leadership of the live feed: each round writes the ticks since the last written one and
 * announces the newest. Only what was written is announced; while the database is away nothing is,
 * and afterwards the gap is filled. It runs on one event loop.
 */
final class LiveFeed {
  /** How far back a new leader fills the ticks, so that a chart is never empty. */
  static final Duration LOOK_BACK = Duration.ofHours(2);

  private static final Logger LOGGER = LoggerFactory.getLogger(LiveFeed.class);
  private static final int INSTANTS_AT_ONCE = 600;
  private static final int SECONDS_PER_TRADE = 10;

  private final TickTable table;
  private final LiveTicks ticks;
  private final LivePrice prices;
  private final SimulatedDesk desk;
  private final Consumer<MarketMessage.Ticks> announce;
  private final Supplier<Future<Void>> history;
  private final InstantSource clock;

  private Future<Void> round = Future.succeededFuture();
  private Optional<Instant> written = Optional.empty();
  private Instant tidiedUntil = Instant.MIN;
  private boolean ended;
  private boolean away;

  /**
   * A feed that has not begun.
   *
   * @param history brings the auctions and settlements up to now
   */
  LiveFeed(
      TickTable table,
      MarketConfig config,
      Consumer<MarketMessage.Ticks> announce,
      Supplier<Future<Void>> history,
      InstantSource clock) {
    SimulatedMarket market = new SimulatedMarket(config.seed());
    this.table = table;
    this.prices = new LivePrice(market);
    this.ticks = new LiveTicks(prices, config.tick());
    this.desk = new SimulatedDesk(market);
    this.announce = announce;
    this.history = history;
    this.clock = clock;
  }

  /** Writes what is due, unless the round before is still at it. */
  Future<Void> round() {
    if (!ended && round.isComplete()) {
      Instant now = ticks.newest(clock.instant());
      round = tidy(now).compose(tidied -> catchUp(now)).onComplete(this::note).otherwiseEmpty();
    }
    return round;
  }

  /** Writes nothing more; completes when a write that has begun is through. */
  Future<Void> end() {
    ended = true;
    return round;
  }

  private Future<Void> tidy(Instant now) {
    if (now.isBefore(tidiedUntil)) {
      return Future.succeededFuture();
    }
    Instant nextHour = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    return history
        .get()
        .compose(filled -> table.turnPartitions(now.minus(LOOK_BACK), now))
        .onSuccess(turned -> tidiedUntil = nextHour);
  }

  private Future<Void> catchUp(Instant now) {
    return lastWritten(now).compose(last -> write(last, now));
  }

  private Future<Instant> lastWritten(Instant now) {
    Instant oldest = now.minus(LOOK_BACK);
    Future<Optional<Instant>> last =
        written.isPresent()
            ? Future.succeededFuture(written)
            : table.last(SimulatedZone.values()[0]);
    return last.map(found -> found.filter(oldest::isBefore).orElse(oldest));
  }

  private Future<Void> write(Instant last, Instant now) {
    List<Instant> missing = ticks.between(last, now, INSTANTS_AT_ONCE);
    if (missing.isEmpty() || ended) {
      return Future.succeededFuture();
    }
    Instant newest = missing.getLast();
    return table
        .insert(missing.stream().flatMap(at -> ticks.at(at).stream()).toList())
        .onSuccess(inserted -> written = Optional.of(newest))
        .compose(inserted -> newest.isBefore(now) ? write(newest, now) : finish(last, newest));
  }

  private Future<Void> finish(Instant last, Instant newest) {
    announce.accept(new MarketMessage.Ticks(ticks.at(newest)));
    long slot = newest.getEpochSecond() / SECONDS_PER_TRADE;
    if (ended || slot == last.getEpochSecond() / SECONDS_PER_TRADE) {
      return Future.succeededFuture();
    }
    return table.insert(desk.live(Instant.ofEpochSecond(slot * SECONDS_PER_TRADE), prices));
  }

  private void note(AsyncResult<Void> result) {
    if (result.failed() && !away) {
      LOGGER.atWarn().setCause(result.cause()).log("the live feed waits for the database");
    } else if (result.succeeded() && away) {
      LOGGER.atInfo().log("the live feed goes on");
    }
    away = result.failed();
  }
}
