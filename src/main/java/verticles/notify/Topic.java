package verticles.notify;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a notification is about; a client chooses among them. */
public enum Topic {
  /** The reader's own background tasks. */
  TASKS,
  ALERTS,
  KPIS,
  /** Nodes, parts of them, the cache, and what was imported. */
  SYSTEM;

  /** The name on the wire, for example {@code tasks}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The topic with that {@linkplain #label() label}, or empty. */
  public static Optional<Topic> of(String label) {
    return Stream.of(values()).filter(topic -> topic.label().equals(label)).findFirst();
  }
}
