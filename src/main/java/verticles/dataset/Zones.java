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
import verticles.market.MarketMessage;

/** The time zones of the bidding zones, remembered for a minute. */
final class Zones {
  private static final long REMEMBERED_MILLIS = Duration.ofMinutes(1).toMillis();

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
    if (known != null && Math.abs(now - known.atMillis()) < REMEMBERED_MILLIS) {
      return Future.succeededFuture(known.timeZone());
    }
    return find.apply(zone)
        .map(
            answer -> {
              ZoneId timeZone = timeZone(answer);
              found.put(zone, new Found(timeZone, now));
              return timeZone;
            });
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
