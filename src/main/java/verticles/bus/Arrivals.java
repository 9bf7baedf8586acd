package verticles.bus;

/** What happens to a message that has reached this node; a test may lose it or keep it back. */
interface Arrivals {

  /** Handles it, later, or never. */
  void arrive(Address address, Object message, Runnable handle);
}
