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
    // Redis 6 wraps what a command in a script says
    return refusal.startsWith("OOM ") || refusal.contains("OOM command not allowed");
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
