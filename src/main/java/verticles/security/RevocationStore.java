package verticles.security;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Where revocations last, so that a node that heard nothing of them finds them. */
public interface RevocationStore {
  /**
   * What was found.
   *
   * @param newest when the newest of all was written, by the clock of the store; the time that was
   *     asked for when there is none
   */
  record News(List<SecurityMessage.Revoked> revoked, Instant newest) {}

  /** Completes when it is durable. */
  Future<Void> write(SecurityMessage.Revoked revoked);

  /** What was written since, or a little earlier, and has not expired. */
  Future<News> since(Instant time);
}
