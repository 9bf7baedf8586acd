package verticles.notify;

import java.time.Instant;
import java.util.List;
import verticles.bus.Address;

/** What the nodes tell each other about notifications. */
public sealed interface NotifyMessage {
  /** Heard by every node when something was kept: {@link Published}. */
  Address PUBLISHED = Address.all("notify.published");

  /** Notifications as they were numbered, one after the other. */
  record Published(List<Entry> entries) implements NotifyMessage {}

  /** One notification with its number. */
  record Entry(
      long seq, Instant at, Topic topic, String audience, String type, String key, String payload)
      implements NotifyMessage {}
}
