package verticles.passkey;

import io.vertx.core.json.JsonObject;

/**
 * What a browser is asked to sign.
 *
 * @param id names it in the answer, once and for two minutes
 * @param options as {@code navigator.credentials} takes them, bytes in base64url
 */
public record PasskeyChallenge(String id, JsonObject options) {}
