package verticles.shared;

import java.util.List;

/**
 * A value as all nodes share it.
 *
 * @param body as it is; must not be changed
 * @param visibility the name of who may see it
 * @param tags what it can be invalidated by
 * @param loadedAtMillis wall clock when its load began
 * @param loadMicros how long the load took
 * @param freshMillis how long after the load it is fresh
 * @param revalidateMillis how much longer it is served while it is loaded again
 * @param errorMillis how much longer than fresh it is served when its load fails
 */
public record SharedValue(
    String contentType,
    byte[] body,
    String visibility,
    List<String> tags,
    long loadedAtMillis,
    long loadMicros,
    long freshMillis,
    long revalidateMillis,
    long errorMillis) {

  /** Keeps a copy of the tags. */
  public SharedValue {
    tags = List.copyOf(tags);
  }

  /** How long after its load it may be of any use. */
  public long lifeMillis() {
    return freshMillis + Math.max(revalidateMillis, errorMillis);
  }
}
