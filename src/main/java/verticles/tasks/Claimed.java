package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** A task that a worker holds, with the epoch that proves it. */
record Claimed(
    UUID id,
    int epoch,
    String organisation,
    String owner,
    String type,
    JsonObject payload,
    TaskState.Running state,
    Optional<JsonObject> checkpoint,
    long waitedMillis) {}
