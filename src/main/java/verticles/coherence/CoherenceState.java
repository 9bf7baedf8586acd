package verticles.coherence;

import java.time.Instant;
import java.util.List;

/**
 * What is known of this node's coherence.
 *
 * @param trusted whether the memory may be served: no invalidation is known to be missing
 * @param lastRead when the ledger was last read; the epoch when it never was
 * @param gaps how often an invalidation was missing for more than a moment
 * @param repairs how many of these gaps the sender closed
 * @param forgets how often the whole memory was out of date because of what could not be known
 * @param ledgerUp whether the last reading of the node's ledger succeeded
 * @param silentSources the watched databases whose ledger cannot be read
 * @param unrecorded invalidations that wait for the ledger
 */
public record CoherenceState(
    boolean trusted,
    Instant lastRead,
    long gaps,
    long repairs,
    long forgets,
    boolean ledgerUp,
    List<String> silentSources,
    int unrecorded) {

  /** Keeps a copy of the list. */
  public CoherenceState {
    silentSources = List.copyOf(silentSources);
  }
}
