package verticles.cache;

import java.time.Duration;
import java.util.List;

/**
 * An entry with its body.
 *
 * @param body must not be changed
 * @param etag strong, with its quotes; empty in what is to be put
 * @param tags what it can be invalidated by
 * @param ttl how long it is fresh from its load on
 * @param age since its load
 * @param tier where it was found: {@code near} or {@code shared}
 */
public record KeptEntry(
    byte[] body,
    String contentType,
    String etag,
    List<String> tags,
    Duration ttl,
    Duration age,
    String tier) {

  /** Keeps a copy of the tags. */
  public KeptEntry {
    tags = List.copyOf(tags);
  }
}
