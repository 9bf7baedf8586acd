package verticles.shared;

import java.time.Duration;
import verticles.config.Between;
import verticles.config.DataSize;
import verticles.config.Matching;
import verticles.config.Secret;

/**
 * The section {@code cache.shared}: the tier that all nodes share.
 *
 * @param timeout a read waits no longer for it
 * @param maxValue larger values are not kept there
 * @param compressFrom smaller values are not compressed
 * @param prefix of every key in Redis
 * @param key base64 of the 32 bytes that values are sealed with; empty: kept in PostgreSQL
 * @param previousKey values sealed with it can still be read; empty: none
 */
public record SharedConfig(
    @Between(min = "1ms", max = "10s") Duration timeout,
    @Between(min = "1KiB", max = "256MiB") DataSize maxValue,
    @Between(min = "0B", max = "1GiB") DataSize compressFrom,
    @Matching(value = "[A-Za-z0-9:._-]{1,64}", form = "a text of letters, digits and :._-")
        String prefix,
    @Matching(value = BASE64, form = SharedConfig.KEY_FORM) Secret key,
    @Matching(value = BASE64, form = SharedConfig.KEY_FORM) Secret previousKey) {
  private static final String BASE64 = "([A-Za-z0-9+/]{43}=)?";
  private static final String KEY_FORM = "base64 of 32 bytes, or nothing";

  /** Refuses a previous key without a present one. */
  public SharedConfig {
    if (key.reveal().isEmpty() && !previousKey.reveal().isEmpty()) {
      throw new IllegalArgumentException("previous-key only together with key");
    }
  }
}
