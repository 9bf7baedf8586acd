package verticles.notify;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import verticles.config.Between;
import verticles.config.Default;

/**
 * The section {@code notifications}.
 *
 * @param origins of pages of other sites that may open streams, such as {@code
 *     https://desk.example}; this site's own always may
 * @param queue frames that wait for one slow client; then its oldest are dropped and counted
 * @param slowPatience how long a client may take nothing before it is closed
 * @param heartbeat the longest silence of a stream
 * @param messagesPerSecond that a client may send; one more closes it
 * @param keep notifications that are kept for who comes back
 * @param keepFor how long they are kept at most
 */
public record NotifyConfig(
    @Default("") List<String> origins,
    @Between(min = "8", max = "10000") int queue,
    @Between(min = "1s", max = "5m") Duration slowPatience,
    @Between(min = "1s", max = "1m") Duration heartbeat,
    @Between(min = "1", max = "1000") int messagesPerSecond,
    @Between(min = "100", max = "10000000") int keep,
    @Between(min = "1m", max = "30d") Duration keepFor) {

  /** Refuses what no browser would send as an origin. */
  public NotifyConfig {
    origins = List.copyOf(origins);
    for (String origin : origins) {
      if (!isOrigin(origin)) {
        throw new IllegalArgumentException(
            "origins: a scheme and a host such as https://desk.example, without a path or *");
      }
    }
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = URI.create(text);
      return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && text.equals(uri.getScheme() + "://" + uri.getAuthority());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
