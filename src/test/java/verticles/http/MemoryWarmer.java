package verticles.http;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.warming.WarmRequest;
import verticles.warming.WarmRun;
import verticles.warming.Warmer;

/** Runs that never end by themselves, one of each mode at a time. */
final class MemoryWarmer implements Warmer {
  private final Map<String, WarmRun> runs = new ConcurrentSkipListMap<>();

  @Override
  public synchronized Future<WarmRun> start(Caller caller, WarmRequest request) {
    if (runs.values().stream().anyMatch(run -> run.mode() == request.mode() && !run.isOver())) {
      return Future.failedFuture(
          FailureException.of(Failure.CONFLICT, "Such a run is on its way."));
    }
    return Future.succeededFuture(
        keep(
            "run-" + runs.size(),
            request.mode(),
            request.datasets(),
            caller.user(),
            WarmRun.State.RUNNING));
  }

  private WarmRun keep(
      String id,
      WarmRequest.Mode mode,
      List<String> datasets,
      String askedBy,
      WarmRun.State state) {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    WarmRun run =
        new WarmRun(
            id,
            mode,
            datasets,
            askedBy,
            "node-1",
            state,
            10,
            2,
            1,
            1,
            0,
            List.of(),
            now,
            state == WarmRun.State.RUNNING ? Optional.empty() : Optional.of(now));
    runs.put(id, run);
    return run;
  }

  @Override
  public Future<List<WarmRun>> runs() {
    return Future.succeededFuture(List.copyOf(runs.values()));
  }

  @Override
  public Future<WarmRun> run(String id) {
    return Optional.ofNullable(runs.get(id))
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                Future.failedFuture(
                    FailureException.of(Failure.NOT_FOUND, "There is no such run.")));
  }

  @Override
  public Future<WarmRun> cancel(String id) {
    return run(id)
        .map(run -> keep(id, run.mode(), run.datasets(), run.askedBy(), WarmRun.State.CANCELLED));
  }
}
