package verticles.notify;

import java.time.Instant;
import java.util.List;
import verticles.bus.Address;

/** What the nodes tell each other about notifications. */
public sealed interface NotifyMessage {
  /** Heard by every node when something was kept: {@link Published}. */
  Address PUBLISHED = Address.all("notify.published");

  /** Heard by every node when something was told in passing: {@link Passing}. */
  Address PASSING = Address.all("notify.passing");

  /** Notifications as they were numbered, one after the other. */
  record Published(List<Entry> entries) implements NotifyMessage {}

  /** One notification with its number. */
  record Entry(
      long seq, Instant at, Topic topic, String audience, String type, String key, String payload)
      implements NotifyMessage {}

  /** How things stand, for those who listen now. */
  record Passing(List<Word> words) implements NotifyMessage {}

  /** One of them; {@code at} is by the clock of the node that tells it. */
  record Word(Instant at, Topic topic, String audience, String type, String key, String payload)
      implements NotifyMessage {}
}
