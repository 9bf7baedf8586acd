package verticles.market;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Nearest;

/**
 * The zones in memory. One that is not there is asked for in the database, at most once a second
 * for each id, because an import may have added it; a zone never changes.
 */
final class ZoneDirectory {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
  private static final int REMEMBERED_MISSES = 1000;

  private record Miss(Instant askedAt, Future<Optional<MarketMessage.Zone>> answer) {}

  private final Function<String, Future<Optional<MarketMessage.Zone>>> source;
  private final InstantSource clock;
  private final Map<String, MarketMessage.Zone> zones = new ConcurrentHashMap<>();
  private final Map<String, Miss> misses =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Miss> eldest) {
          return size() > REMEMBERED_MISSES;
        }
      };

  /** A directory that asks {@code source} for zones it does not know. */
  ZoneDirectory(
      Function<String, Future<Optional<MarketMessage.Zone>>> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  void remember(MarketMessage.Zone zone) {
    zones.put(zone.zone(), zone);
  }

  /** The zone; fails with NOT_FOUND when there is none, naming the nearest. */
  Future<MarketMessage.Zone> find(String id) {
    MarketMessage.Zone known = zones.get(id);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    if (!Values.isZone(id)) {
      return Future.failedFuture(notFound(id));
    }
    return ask(id)
        .compose(
            found -> {
              found.ifPresent(this::remember);
              return found
                  .map(Future::succeededFuture)
                  .orElseGet(() -> Future.failedFuture(notFound(id)));
            });
  }

  private Future<Optional<MarketMessage.Zone>> ask(String id) {
    Instant now = clock.instant();
    synchronized (misses) {
      Miss last = misses.get(id);
      if (last != null && now.isBefore(last.askedAt().plus(ASK_AGAIN)) && !last.answer().failed()) {
        return last.answer();
      }
      Future<Optional<MarketMessage.Zone>> answer = source.apply(id);
      misses.remove(id);
      misses.put(id, new Miss(now, answer));
      return answer;
    }
  }

  private FailureException notFound(String id) {
    String nearest = String.join(", ", Nearest.several(id, zones.keySet(), 3));
    return FailureException.of(
        Failure.NOT_FOUND,
        "There is no zone %s%s"
            .formatted(
                Values.quoted(id), nearest.isEmpty() ? "." : "; the nearest: " + nearest + "."));
  }
}
