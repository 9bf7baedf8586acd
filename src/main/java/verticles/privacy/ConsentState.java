package verticles.privacy;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody said last about a purpose.
 *
 * @param given whether it counts now: given, to the present text, not too long ago
 * @param textVersion of the text he saw; 0 when he was never asked
 * @param at when he said so; empty when he was never asked
 */
public record ConsentState(
    ConsentPurpose purpose, boolean given, int textVersion, Optional<Instant> at) {}
