package verticles.notify;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a ticket opens; it opens nothing else. */
public enum TicketPurpose {
  WEBSOCKET,
  EVENTS,
  BRIDGE;

  /** The name in the API, for example {@code websocket}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The purpose with that {@linkplain #label() label}, or empty. */
  public static Optional<TicketPurpose> of(String label) {
    return Stream.of(values()).filter(purpose -> purpose.label().equals(label)).findFirst();
  }
}
