package verticles.warming;

import io.vertx.core.Future;
import java.util.List;
import verticles.identity.Caller;

/** Starts and watches the warming runs of the cluster. Safe to call from every thread. */
public interface Warmer {

  /**
   * Starts a run, on some node. One of each mode runs at a time in the cluster.
   *
   * @return the run at its beginning; fails with CONFLICT naming the run of the mode that is on its
   *     way, NOT_FOUND for a dataset that does not exist, UNAVAILABLE without PostgreSQL
   */
  Future<WarmRun> start(Caller caller, WarmRequest request);

  /** The last 50 runs of the cluster, newest first. */
  Future<List<WarmRun>> runs();

  /** One run; fails with NOT_FOUND when there is none of that id. */
  Future<WarmRun> run(String id);

  /**
   * Ends a run on whatever node it runs; loads on their way are finished.
   *
   * @return the run as it is then, still running when its loads take longer than two seconds; one
   *     that is over stays as it is; fails with NOT_FOUND
   */
  Future<WarmRun> cancel(String id);
}
