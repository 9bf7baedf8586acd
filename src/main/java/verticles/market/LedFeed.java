package verticles.market;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.grid.Leadership;

/** Runs a live feed while this node leads, a round a tick, always on the same event loop. */
final class LedFeed implements Leadership.Led {
  private static final Logger LOGGER = LoggerFactory.getLogger(LedFeed.class);

  private record Running(LiveFeed feed, long timer) {}

  private final Vertx vertx;
  private final Context context;
  private final Duration tick;
  private final Supplier<LiveFeed> feeds;
  private Optional<Running> running = Optional.empty();

  LedFeed(Vertx vertx, Context context, Duration tick, Supplier<LiveFeed> feeds) {
    this.vertx = vertx;
    this.context = context;
    this.tick = tick;
    this.feeds = feeds;
  }

  @Override
  public Future<Void> begin(long fence) {
    return onContext(
        () -> {
          LOGGER.atInfo().addKeyValue("fence", fence).log("this node leads the live feed");
          return stop().onComplete(stopped -> start());
        });
  }

  @Override
  public Future<Void> end() {
    return onContext(this::stop);
  }

  private void start() {
    LiveFeed feed = feeds.get();
    long timer = vertx.setPeriodic(0, tick.toMillis(), fired -> feed.round());
    running = Optional.of(new Running(feed, timer));
  }

  private Future<Void> stop() {
    Optional<Running> stopped = running;
    running = Optional.empty();
    return stopped
        .map(
            one -> {
              vertx.cancelTimer(one.timer());
              return one.feed().end();
            })
        .orElseGet(Future::succeededFuture);
  }

  private Future<Void> onContext(Supplier<Future<Void>> step) {
    return Future.future(promise -> context.runOnContext(now -> step.get().onComplete(promise)));
  }
}
