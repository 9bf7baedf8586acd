package verticles.warming;

import io.vertx.core.Future;
import java.util.List;

/** Starts and watches the warming runs of the cluster. Safe to call from every thread. */
public interface Warmer {

  /**
   * Starts a run on this node. One of each mode runs at a time in the cluster.
   *
   * @return the run at its beginning; fails with CONFLICT naming the run of the mode that is on its
   *     way, NOT_FOUND for a dataset that does not exist, UNAVAILABLE without PostgreSQL
   */
  Future<WarmRun> start(WarmRequest request);

  /** The last 50 runs of the cluster, newest first. */
  Future<List<WarmRun>> runs();

  /**
   * One run; fails with NOT_FOUND when there is none of that id, or it is older than those kept.
   */
  Future<WarmRun> run(String id);

  /**
   * Ends a run on whatever node it runs; loads on their way are finished.
   *
   * @return the run as it is then; one that is over stays as it is; fails with NOT_FOUND
   */
  Future<WarmRun> cancel(String id);
}
