package verticles.secret;

import verticles.config.Matching;
import verticles.config.Secret;

/**
 * The {@code secrets} section: the key that opens what is sealed in PostgreSQL. All nodes of a
 * cluster need the same one.
 *
 * @param masterKey base64 of 32 bytes; empty: made once and kept in the data folder
 * @param previousMasterKey what is sealed with it can still be opened; empty: none
 */
public record SecretsConfig(
    @Matching(value = BASE64, form = SecretsConfig.FORM) Secret masterKey,
    @Matching(value = BASE64, form = SecretsConfig.FORM) Secret previousMasterKey) {
  private static final String BASE64 = "([A-Za-z0-9+/]{43}=)?";
  private static final String FORM = "base64 of 32 bytes, or nothing";

  /** Refuses a previous key without a present one. */
  public SecretsConfig {
    if (masterKey.reveal().isEmpty() && !previousMasterKey.reveal().isEmpty()) {
      throw new IllegalArgumentException("previous-master-key only together with master-key");
    }
  }
}
