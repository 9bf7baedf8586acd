package verticles.shared;

import java.util.Optional;

/**
 * What the shared tier has for a key.
 *
 * @param value empty when there is none that counts
 * @param expired whether an invalidation of mode EXPIRE came after the value
 * @param stamps for the load that may follow
 */
public record Found(Optional<SharedValue> value, boolean expired, Stamps stamps) {}
