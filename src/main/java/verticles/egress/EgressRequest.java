package verticles.egress;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One request to another server.
 *
 * @param method for example {@code GET}
 * @param headers may hold secrets, so they are never logged
 * @param body empty when there is none
 * @param deadline until the whole answer is read
 * @param largest bytes of the answer's body; more fails
 */
public record EgressRequest(
    String method,
    URI address,
    Map<String, String> headers,
    Buffer body,
    Duration deadline,
    long largest) {}
