package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import verticles.identity.Caller;

/**
 * Work that is asked for at times that come back.
 *
 * @param owner whose tasks these are, with the role at the time it was saved
 * @param name of the owner's choice; another schedule of that name takes its place
 * @param nextAt empty when it is not known yet, or never again
 */
public record Schedule(
    Caller owner,
    String name,
    String type,
    JsonObject payload,
    Priority priority,
    String cron,
    String timeZone,
    Optional<Instant> nextAt) {}
