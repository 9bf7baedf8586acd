package verticles.passkey;

import java.time.Instant;
import java.util.Optional;

/**
 * A passkey as its owner sees it.
 *
 * @param name what its owner calls it
 * @param synced whether its maker keeps a copy of it for the owner's other devices
 * @param lastUsedAt empty when nobody signed in with it yet
 * @param suspectedAt when its counter went backwards, as a copy's does; empty: never
 */
public record Passkey(
    String id,
    String name,
    boolean synced,
    Instant createdAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> suspectedAt) {}
