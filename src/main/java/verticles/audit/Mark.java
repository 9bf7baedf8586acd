package verticles.audit;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * A place in the chain: everything up to it.
 *
 * @param seq the number of its last row; 0 before the first
 * @param hash of that row, which depends on all rows before
 * @param recordedAt of that row
 */
record Mark(long seq, Buffer hash, Instant recordedAt) {
  static final Mark START = new Mark(0, Buffer.buffer(new byte[32]), Instant.EPOCH);
}
