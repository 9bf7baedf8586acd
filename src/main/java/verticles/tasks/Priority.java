package verticles.tasks;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How urgent a task is among those of its owner and type: a head start before what was asked for at
 * the same time. Because it is a head start and no rank, whatever waits gets its turn: at the
 * latest when it is older than the difference of two head starts.
 */
public enum Priority {
  URGENT(Duration.ofHours(1)),
  HIGH(Duration.ofMinutes(10)),
  NORMAL(Duration.ZERO),
  LOW(Duration.ofMinutes(-30));

  private final Duration headStart;

  Priority(Duration headStart) {
    this.headStart = headStart;
  }

  /** How much older it is taken to be. */
  Duration headStart() {
    return headStart;
  }

  /** The name in the API, for example {@code normal}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The priority of that {@linkplain #label() label}, or empty. */
  public static Optional<Priority> of(String label) {
    return Stream.of(values()).filter(one -> one.label().equals(label)).findFirst();
  }
}
