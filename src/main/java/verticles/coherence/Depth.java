package verticles.coherence;

/** How far an invalidation has come. */
enum Depth {
  /** It counts in the memory of a node; what the shared tier has may be older. */
  NEAR,
  /** It counted in the shared tier first, so nothing older can come back from there. */
  BOTH
}
