package verticles.webhook;

import java.util.Optional;
import verticles.config.Secret;

/**
 * A webhook that was saved.
 *
 * @param before how it was; empty when it is new
 * @param shown the secret that was made for it, which is shown this once; empty when none was
 */
public record SavedWebhook(Webhook webhook, Optional<Webhook> before, Optional<Secret> shown) {}
