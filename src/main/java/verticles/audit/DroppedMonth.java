package verticles.audit;

import io.vertx.core.buffer.Buffer;

/**
 * Where the chain goes on behind a month that was dropped, sealed by the node that dropped it.
 *
 * @param end its last row
 */
record DroppedMonth(Mark end, Buffer keyId, Buffer seal) {
  static final DroppedMonth NONE = new DroppedMonth(Mark.START, Buffer.buffer(), Buffer.buffer());

  /** Whether a node of this server wrote it, as far as that can be told here. */
  boolean holds(SealKeys keys) {
    if (this == NONE) {
      return true;
    }
    return keys.find(keyId)
        .map(key -> Digests.same(sealed(end, key), seal))
        .orElse(!keys.complete());
  }

  static Buffer sealed(Mark end, SealKey key) {
    return key.mac("dropped", Buffer.buffer().appendLong(end.seq()).appendBuffer(end.hash()));
  }
}
