package verticles.config;

/**
 * One bad setting.
 *
 * @param place where it was read
 * @param key the full key, for example {@code http.port}
 * @param read what was read
 * @param accepted what would have been accepted
 */
public record Problem(Place place, String key, String read, String accepted) {

  @Override
  public String toString() {
    return "%s: %s: read %s; accepted: %s".formatted(place, key, read, accepted);
  }
}
