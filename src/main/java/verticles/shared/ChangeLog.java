package verticles.shared;

import io.vertx.core.Future;
import java.util.List;
import verticles.invalidation.Invalidation;

/** The durable record of invalidations, from which a store that was away is brought up to date. */
public interface ChangeLog {

  /**
   * What was recorded at or after a mark, oldest first.
   *
   * @param mark of an earlier answer; empty: nothing is wanted but the present mark
   * @return fails with UNAVAILABLE or TIMEOUT when the record cannot be read now
   */
  Future<Changes> since(String mark);

  /**
   * A stretch of the record.
   *
   * @param complete false when the record no longer goes back to the mark, or does not know it
   *     (because it was restored): everything is in doubt
   * @param next the mark to go on from; what is recorded there may come again
   */
  record Changes(List<Invalidation> changes, boolean complete, String next) {

    /** Keeps a copy of the list. */
    public Changes {
      changes = List.copyOf(changes);
    }
  }
}
