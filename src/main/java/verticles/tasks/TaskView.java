package verticles.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A task as it is shown.
 *
 * @param state scheduled, waiting, running, succeeded, failed, cancelled or quarantined
 * @param attempt begun and not given back
 * @param crashes attempts whose worker was lost, not counted above
 * @param epoch all attempts that ever began
 * @param readyAt from when on it could run
 * @param percent of the attempt that runs; 100 for one that succeeded
 * @param log of the attempt that runs
 * @param attempts the last ten that are over, with their logs
 * @param checkpoint where its attempts have come to; empty for one that succeeded
 * @param cancelling whether it still runs, but should not
 */
public record TaskView(
    UUID id,
    String type,
    String organisation,
    String owner,
    Priority priority,
    String state,
    JsonObject payload,
    int attempt,
    int crashes,
    int epoch,
    Instant createdAt,
    Instant readyAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    double percent,
    String message,
    JsonArray log,
    Optional<JsonObject> checkpoint,
    Optional<JsonObject> result,
    Optional<String> artefact,
    String error,
    JsonArray attempts,
    boolean cancelling,
    String node) {}
