package verticles.audit;

import io.vertx.core.Promise;
import java.time.Instant;

/**
 * An event that is not in the chain yet.
 *
 * @param since when it began to wait
 * @param done completes with its row number
 */
record Waiting(AuditEvent event, Instant since, Promise<Long> done) {}
