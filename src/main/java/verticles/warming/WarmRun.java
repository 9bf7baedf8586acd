package verticles.warming;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One warming run, running or over.
 *
 * @param datasets their names when {@code mode} is DATASETS; empty otherwise
 * @param node the id of the node that runs or ran it; empty until one does
 * @param total questions; 0 until they are counted
 * @param done questions that are over: the sum of the next three
 * @param loaded from their sources or from the tier that nodes share
 * @param alreadyFresh in this node's memory, and left alone
 * @param failed to load
 * @param errors the first few, in words; for a run that failed, why
 * @param finishedAt empty while it runs
 */
public record WarmRun(
    String id,
    WarmRequest.Mode mode,
    List<String> datasets,
    String askedBy,
    String node,
    State state,
    int total,
    int done,
    int loaded,
    int alreadyFresh,
    int failed,
    List<String> errors,
    Instant startedAt,
    Optional<Instant> finishedAt) {

  /** Where a run is in its life. */
  public enum State {
    RUNNING,
    /** Every question was tried; some may have failed. */
    DONE,
    /** It could not go on: what to warm could not be found out, or it broke several nodes. */
    FAILED,
    CANCELLED
  }

  /** Keeps copies of the lists. */
  public WarmRun {
    datasets = List.copyOf(datasets);
    errors = List.copyOf(errors);
  }

  static WarmRun of(
      String id,
      WarmRequest request,
      String askedBy,
      String node,
      State state,
      Tally.Counts counts,
      Instant startedAt,
      Optional<Instant> finishedAt) {
    return new WarmRun(
        id,
        request.mode(),
        request.datasets(),
        askedBy,
        node,
        state,
        counts.total(),
        counts.done(),
        counts.loaded(),
        counts.alreadyFresh(),
        counts.failed(),
        counts.errors(),
        startedAt,
        finishedAt);
  }

  /** Whether it runs no more. */
  public boolean isOver() {
    return state != State.RUNNING;
  }
}
