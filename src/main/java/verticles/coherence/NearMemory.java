package verticles.coherence;

import verticles.invalidation.Invalidation;

/** The memory of this node, as coherence commands it. Safe to call from every thread. */
public interface NearMemory {

  /**
   * Makes an invalidation count at once, for entries and for loads that run.
   *
   * @return how many entries are known to be covered; tags and namespaces are not counted
   */
  long apply(Invalidation invalidation);

  /** An invalidation may have been missed: nothing is served until {@link #trust}. */
  void doubt();

  /** Nothing is missing any more. */
  void trust();

  /** What was missed cannot be known: every entry and every load that runs is out of date. */
  void forget();
}
