package verticles.warming;

/** What else waits for the sources of this node; asked before each load, so it must be cheap. */
@FunctionalInterface
public interface LiveLoads {
  /** Nothing else ever waits. */
  LiveLoads NONE = () -> 0;

  /** Loads that live requests wait for, and other queries that wait for a connection. */
  int waiting();
}
