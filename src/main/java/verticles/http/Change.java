package verticles.http;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What a writing operation changed.
 *
 * @param subject what it changed, for example {@code account/anna}
 * @param before how it was; empty when it is new. Secrets are never in it
 * @param after how it is now; empty when it is gone. Secrets are never in it
 */
record Change(String subject, Optional<JsonObject> before, Optional<JsonObject> after) {}
