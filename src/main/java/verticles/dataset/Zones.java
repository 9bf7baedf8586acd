package verticles.dataset;

import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.market.MarketMessage;

/**
 * The time zones of the bidding zones. One that was found once is answered from memory from then
 * on, and asked for again behind the scenes after a minute: nobody waits for a database twice.
 */
final class Zones {
  private static final long AGAIN_MILLIS = Duration.ofMinutes(1).toMillis();

  private record Found(ZoneId timeZone, long atMillis) {}

  private final Function<String, Future<MarketMessage.Zone>> find;
  private final InstantSource clock;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  Zones(Function<String, Future<MarketMessage.Zone>> find, InstantSource clock) {
    this.find = find;
    this.clock = clock;
  }

  /** The time zone of a bidding zone; fails with NOT_FOUND when there is no such zone. */
  Future<ZoneId> timeZone(String zone) {
    long now = clock.millis();
    Found known = found.get(zone);
    if (known == null) {
      return ask(zone, now);
    }
    if (Math.abs(now - known.atMillis()) >= AGAIN_MILLIS) {
      found.put(zone, new Found(known.timeZone(), now));
      ask(zone, now).onFailure(thrown -> forgetWhereGone(zone, thrown));
    }
    return Future.succeededFuture(known.timeZone());
  }

  private Future<ZoneId> ask(String zone, long now) {
    return find.apply(zone)
        .map(
            answer -> {
              ZoneId timeZone = timeZone(answer);
              found.put(zone, new Found(timeZone, now));
              return timeZone;
            });
  }

  private void forgetWhereGone(String zone, Throwable thrown) {
    if (Failures.of(thrown).failure() == Failure.NOT_FOUND) {
      found.remove(zone);
    }
  }

  private static ZoneId timeZone(MarketMessage.Zone zone) {
    try {
      return ZoneId.of(zone.timeZone());
    } catch (DateTimeException unknown) {
      throw FailureException.of(
          Failure.INTERNAL,
          "The zone %s has the unknown time zone %s.".formatted(zone.zone(), zone.timeZone()),
          unknown);
    }
  }
}
