package verticles.warming;

import java.util.function.IntSupplier;

/**
 * What waits for the sources of this node; asked before each load, so it must be cheap.
 *
 * @param running loads on their way, those of warming included
 * @param queued queries that wait for a connection, those of warming included
 */
public record LiveLoads(IntSupplier running, IntSupplier queued) {

  /** How many of them are others', when warming has those on their way itself. */
  int others(OwnLoads own) {
    return Math.max(0, running.getAsInt() - own.questions())
        + Math.max(0, queued.getAsInt() - own.bundles());
  }
}
