package verticles.grid;

import io.vertx.core.Future;

/** Lets one node of the cluster do a piece of work, and another one take over when it is gone. */
public interface Leadership {

  /** Work that only the leader does. */
  interface Led {
    /**
     * This node leads from now on.
     *
     * @param fence larger than every fence handed out before for this work: writes that carry a
     *     smaller one come from a former leader
     */
    Future<Void> begin(long fence);

    /** This node leads no more; it is called before another node begins, where that is possible. */
    Future<Void> end();
  }

  /** Stands for the leadership of a piece of work until the node stops. */
  void campaign(String work, Led led);
}
