package verticles.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * Where events of an organisation are sent to.
 *
 * @param url may hold secrets of the receiver, so it is never logged
 * @param previousUntil so long deliveries carry the signature of the secret before, too; empty when
 *     they do not
 */
public record Webhook(
    String organisation,
    String name,
    String url,
    String createdBy,
    Instant createdAt,
    Instant changedAt,
    Optional<Instant> previousUntil) {}
