package verticles.audit;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * A note outside of the database of how the chain was: whoever changes it later cannot take that
 * back.
 *
 * @param seq the last row then, and so their number
 * @param at when it was noted
 */
record Anchor(long seq, Buffer hash, Instant at) {}
