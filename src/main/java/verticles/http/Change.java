package verticles.http;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What a writing operation changed. An operation that answers 404 although there is such an object,
 * because it is somebody else's, says so too: with a subject alone.
 *
 * @param subject what it changed, for example {@code account/anna}
 * @param before how it was; empty when it is new. Secrets are never in it
 * @param after how it is now; empty when it is gone. Secrets are never in it
 */
record Change(String subject, Optional<JsonObject> before, Optional<JsonObject> after) {

  /** A change of which only the subject is known. */
  static Change of(String subject) {
    return new Change(subject, Optional.empty(), Optional.empty());
  }

  /** A change to something that is told as the API tells it. */
  static Change to(String subject, Object after) {
    return new Change(subject, Optional.empty(), Optional.of(document(after)));
  }

  /** The same with what was before. */
  Change from(Object earlier) {
    return new Change(subject, Optional.of(document(earlier)), after);
  }

  private static JsonObject document(Object told) {
    return new JsonObject(Json.buffer(told));
  }
}
