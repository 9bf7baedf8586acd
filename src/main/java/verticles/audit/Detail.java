package verticles.audit;

import io.vertx.core.buffer.Buffer;

/**
 * What an erasure takes away from a row; the chain has its salted digest only.
 *
 * @param before JSON text; empty: nothing
 * @param after JSON text; empty: nothing
 */
record Detail(Buffer salt, String subject, String address, String before, String after) {

  Buffer digest() {
    return Digests.sha256(
        salt,
        Buffer.buffer(subject),
        Buffer.buffer(address),
        Buffer.buffer(before),
        Buffer.buffer(after));
  }
}
