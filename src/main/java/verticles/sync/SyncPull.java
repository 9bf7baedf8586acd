package verticles.sync;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The newest task that pulled a source, or is to.
 *
 * @param state as that of any task
 * @param owner who asked for it; {@code system} when the configuration did
 * @param percent 0 to 100
 * @param message what it says of itself
 * @param error why it failed; empty when it did not
 * @param numbers of pages and rows, once it succeeded
 */
public record SyncPull(
    UUID task,
    String state,
    String owner,
    Instant askedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    double percent,
    String message,
    String error,
    Optional<JsonObject> numbers) {}
