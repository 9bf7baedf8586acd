package verticles.http;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * One part of the node in the health document.
 *
 * @param name its key under {@code services}, for example {@code database}
 * @param state answers at once from memory and never asks the part
 */
public record HealthPart(String name, Supplier<State> state) {

  /** How well a part works. */
  public enum Status {
    UP,
    DEGRADED,
    DOWN,
    STARTING,
    /** Not configured, which is as it should be. */
    DISABLED
  }

  /**
   * The state of a part.
   *
   * @param detail a sentence for an operator; empty when there is nothing to say
   * @param since when it became so
   */
  public record State(Status status, String detail, Instant since) {}
}
