package verticles.grid;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Work that the leader does again and again, always on the same event loop. */
public final class LedRounds implements Leadership.Led {
  private record Round(Duration first, Duration every, Runnable work) {}

  private final Context home;
  private final List<Round> rounds = new ArrayList<>();
  private final List<Long> timers = new ArrayList<>();

  /**
   * No work yet; it is told before the campaign.
   *
   * @param home the event loop; a verticle's own, so that its rounds end with it
   */
  public LedRounds(Context home) {
    this.home = home;
  }

  /** Does the work whenever that time has passed. */
  public LedRounds every(Duration time, Runnable work) {
    rounds.add(new Round(time, time, work));
    return this;
  }

  /** Does the work when this node begins to lead, and whenever that time has passed. */
  public LedRounds atOnceAndEvery(Duration time, Runnable work) {
    rounds.add(new Round(Duration.ZERO, time, work));
    return this;
  }

  @Override
  public Future<Void> begin(long fence) {
    return atHome(() -> rounds.forEach(this::repeat));
  }

  @Override
  public Future<Void> end() {
    return atHome(this::cancel);
  }

  private void repeat(Round round) {
    timers.add(
        home.owner()
            .setPeriodic(
                round.first().toMillis(), round.every().toMillis(), fired -> round.work().run()));
  }

  private void cancel() {
    timers.forEach(home.owner()::cancelTimer);
    timers.clear();
  }

  private Future<Void> atHome(Runnable step) {
    return Future.future(
        promise ->
            home.runOnContext(
                now -> {
                  step.run();
                  promise.complete();
                }));
  }
}
