package verticles.secret;

import java.util.List;
import java.util.stream.Stream;
import verticles.config.Matching;
import verticles.config.Secret;

/**
 * The {@code secrets} section: the key that opens what is sealed in PostgreSQL. All nodes of a
 * cluster need the same one.
 *
 * @param masterKey base64 of 32 bytes; empty: made once and kept in the data folder. It may be two
 *     lines, the present and the previous key, as that file is after a rotation
 * @param previousMasterKey what is sealed with it can still be opened; empty: none
 */
public record SecretsConfig(
    @Matching(value = BASE64, form = SecretsConfig.FORM) Secret masterKey,
    @Matching(value = BASE64, form = SecretsConfig.FORM) Secret previousMasterKey) {
  private static final String KEY = "[A-Za-z0-9+/]{43}=";
  private static final String BASE64 = "(" + KEY + "(\\s+" + KEY + ")?)?";
  private static final String FORM = "base64 of 32 bytes, or nothing";

  /** Refuses a previous key without a present one, and a third one. */
  public SecretsConfig {
    if (masterKey.reveal().isEmpty() && !previousMasterKey.reveal().isEmpty()) {
      throw new IllegalArgumentException("previous-master-key only together with master-key");
    }
    if (written(masterKey, previousMasterKey).count() > 2) {
      throw new IllegalArgumentException("two keys at most");
    }
  }

  /** The keys that are written, the present one first; empty when none is. */
  List<MasterKey> keys() {
    return written(masterKey, previousMasterKey).map(MasterKey::of).toList();
  }

  private static Stream<String> written(Secret... keys) {
    return Stream.of(keys)
        .flatMap(key -> Stream.of(key.reveal().split("\\s+")))
        .filter(key -> !key.isEmpty());
  }
}
