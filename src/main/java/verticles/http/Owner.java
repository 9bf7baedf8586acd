package verticles.http;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose objects an operation touches: {@code x-owner} of the contract. Whoever asks for those of
 * somebody else gets an answer as if there were none.
 */
enum Owner {
  /** What belongs to nobody in particular. */
  NONE,
  /** What belongs to the organisation of the caller. */
  ORGANISATION,
  /** What belongs to the caller alone. */
  USER;

  /** The word in the contract. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The owner with that word; empty when there is none. */
  static Optional<Owner> of(String label) {
    return Stream.of(values()).filter(owner -> owner.label().equals(label)).findFirst();
  }
}
