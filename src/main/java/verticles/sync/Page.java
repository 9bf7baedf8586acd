package verticles.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One page as it came.
 *
 * @param size how many rows it has
 * @param rows themselves; none when it is unchanged
 * @param changed whether it may hold something that is not stored
 * @param digest of its rows
 * @param next what it says of the page after it
 */
record Page(
    int size,
    List<JsonNode> rows,
    boolean changed,
    String digest,
    Optional<String> next,
    Validators validators) {

  /** A page that is not there, behind the last one. */
  static Page end() {
    return new Page(0, List.of(), false, "", Optional.empty(), Validators.NONE);
  }

  /** The page that was stored before; nothing of it has changed. */
  static Page unchanged(KnownPage known, Validators said) {
    Validators validators =
        new Validators(
            said.etag().or(known::etag),
            said.lastModified().or(known::lastModified),
            said.freshSeconds());
    return new Page(known.size(), List.of(), false, known.digest(), known.next(), validators);
  }

  boolean isBehindTheEnd() {
    return !changed && digest.isEmpty();
  }

  /** Whether what is known of it says all that it says itself. */
  boolean isAsKnown(Optional<KnownPage> known) {
    return !changed
        && validators.freshSeconds() == 0
        && known.map(KnownPage::etag).equals(Optional.of(validators.etag()));
  }
}
