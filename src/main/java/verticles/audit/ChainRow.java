package verticles.audit;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/**
 * One row as it lies in the database.
 *
 * @param columns what the columns for searching say
 * @param detail empty when it was erased
 * @param actor empty when nobody was signed in, or the name was erased
 */
record ChainRow(
    long seq,
    Columns columns,
    Buffer payload,
    Buffer hash,
    Buffer keyId,
    Buffer seal,
    Optional<Detail> detail,
    Optional<Actor> actor) {

  record Columns(
      Instant recordedAt,
      Instant at,
      Buffer actor,
      String organisation,
      String operation,
      String outcome) {}

  record Actor(Buffer salt, String name) {
    static final int PSEUDONYM = 16;

    Buffer pseudonym() {
      return Digests.sha256(salt, Buffer.buffer(name)).getBuffer(0, PSEUDONYM);
    }
  }

  static Buffer hash(Buffer before, Buffer payload) {
    return Digests.sha256(Buffer.buffer("spinreserve audit 1"), before, payload);
  }

  Mark mark() {
    return new Mark(seq, hash, columns.recordedAt());
  }
}
