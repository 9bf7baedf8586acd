package verticles.bus;

/** Loses, delays and reorders what reaches a node, as a network in trouble does. */
public final class Mischief {
  private Mischief() {}

  /** Decides about each message that arrives. */
  public interface Judge {
    /** Handles it, later, or never. */
    void arrive(String address, Object message, Runnable handle);
  }

  /** From now on that judge decides on this bus. */
  public static void disturb(Bus bus, Judge judge) {
    bus.disturb((address, message, handle) -> judge.arrive(address.name(), message, handle));
  }

  /** Everything arrives again. */
  public static void calm(Bus bus) {
    disturb(bus, (address, message, handle) -> handle.run());
  }
}
