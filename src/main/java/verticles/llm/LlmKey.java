package verticles.llm;

import io.vertx.core.Future;
import verticles.config.Secret;
import verticles.secret.SealedSecrets;

/** The key of the endpoint: that of the configuration, else the sealed one. */
record LlmKey(LlmConfig config, SealedSecrets secrets) {
  /** Its name among the sealed secrets. */
  static final String NAME = "llm/key";

  /** The key as it is now; its text is empty when there is none. */
  Future<Secret> find() {
    return config.key().reveal().isEmpty()
        ? secrets.find(NAME).map(found -> found.orElse(new Secret("")))
        : Future.succeededFuture(config.key());
  }
}
