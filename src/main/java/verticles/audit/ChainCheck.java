package verticles.audit;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import verticles.audit.ChainRow.Columns;

/**
 * Checks rows in their order and names the first that is missing or not as it was written. Used by
 * one thread at a time.
 */
final class ChainCheck {
  private final SealKeys keys;
  private final NavigableMap<Long, Anchor> anchors = new TreeMap<>();
  private Mark end;
  private long checked;
  private long erased;
  private long unknownKeys;

  /**
   * Begins behind a place that is known to be right.
   *
   * @param anchors what was noted elsewhere; those before the start do not matter
   */
  ChainCheck(Mark start, SealKeys keys, Iterable<Anchor> anchors) {
    this.end = start;
    this.keys = keys;
    anchors.forEach(anchor -> this.anchors.put(anchor.seq(), anchor));
  }

  Mark end() {
    return end;
  }

  long checked() {
    return checked;
  }

  long erased() {
    return erased;
  }

  long unknownKeys() {
    return unknownKeys;
  }

  /** Takes the next row; empty when it fits. */
  Optional<Broken> next(ChainRow row) {
    long expected = end.seq() + 1;
    if (row.seq() != expected) {
      return broken(expected, "The row is missing.");
    }
    if (!Digests.same(ChainRow.hash(end.hash(), row.payload()), row.hash())) {
      return broken(expected, "Its hash does not fit what it says and the row before it.");
    }
    Optional<Broken> wrong = seal(row).or(() -> anchor(row)).or(() -> content(row));
    if (wrong.isEmpty()) {
      checked++;
      end = row.mark();
    }
    return wrong;
  }

  private Optional<Broken> seal(ChainRow row) {
    Optional<SealKey> key = keys.find(row.keyId());
    if (key.isEmpty()) {
      unknownKeys++;
      return keys.complete()
          ? broken(row.seq(), "It is sealed with a key that is not one of this server's.")
          : Optional.empty();
    }
    return Digests.same(key.get().seal(row.hash()), row.seal())
        ? Optional.empty()
        : broken(row.seq(), "Its seal was not made with the key of this server.");
  }

  private Optional<Broken> anchor(ChainRow row) {
    Anchor anchor = anchors.get(row.seq());
    return anchor == null || anchor.hash().equals(row.hash())
        ? Optional.empty()
        : broken(row.seq(), "It is not the row that was noted at %s.".formatted(anchor.at()));
  }

  private Optional<Broken> content(ChainRow row) {
    Payload payload;
    try {
      payload = Payload.of(row.payload());
    } catch (IllegalArgumentException malformed) {
      return broken(row.seq(), "What it says cannot be read.");
    }
    if (payload.seq() != row.seq() || !columns(payload).equals(row.columns())) {
      return broken(row.seq(), "Its columns do not say what was hashed.");
    }
    if (row.actor().isPresent() && !row.actor().get().pseudonym().equals(payload.actor())) {
      return broken(row.seq(), "The name of its actor was changed.");
    }
    if (row.detail().isEmpty()) {
      erased++;
      return Optional.empty();
    }
    return row.detail().get().digest().equals(payload.detail())
        ? Optional.empty()
        : broken(row.seq(), "Its subject, address, before or after was changed.");
  }

  private static Columns columns(Payload payload) {
    return new Columns(
        payload.recordedAt(),
        payload.at(),
        payload.actor(),
        payload.organisation(),
        payload.operation(),
        payload.outcome().name());
  }

  /** Compares the end of all rows with where the chain should end. */
  Optional<Broken> end(Mark head) {
    if (head.seq() > end.seq()) {
      return broken(
          end.seq() + 1, "The row is missing; the chain ends with %d.".formatted(head.seq()));
    }
    if (head.seq() == end.seq() && !head.hash().equals(end.hash())) {
      return broken(end.seq(), "It is not the row that the chain ends with.");
    }
    var later = anchors.higherEntry(end.seq());
    return later == null
        ? Optional.empty()
        : broken(
            end.seq() + 1,
            "The row is missing; row %d was noted at %s."
                .formatted(later.getKey(), later.getValue().at()));
  }

  private static Optional<Broken> broken(long seq, String reason) {
    return Optional.of(new Broken(seq, reason));
  }
}
