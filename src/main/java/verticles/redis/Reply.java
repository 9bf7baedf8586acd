package verticles.redis;

import io.vertx.redis.client.Response;
import java.util.Optional;

/**
 * What the server said to one command of a batch.
 *
 * @param value empty where Redis says nil, and where it refused the command
 * @param refusal why the command was refused; empty when it was not
 */
public record Reply(Optional<Response> value, String refusal) {

  /** Whether the command was done. */
  public boolean isDone() {
    return refusal.isEmpty();
  }

  /** Whether the server has no memory left for what the command would write. */
  public boolean isFull() {
    return refusal.startsWith("OOM");
  }

  /** The value as text; empty where there is none. */
  public Optional<String> text() {
    return value.map(Response::toString);
  }

  /** The value as a number; 0 where there is none. */
  public long number() {
    return value.map(Response::toLong).orElse(0L);
  }
}
