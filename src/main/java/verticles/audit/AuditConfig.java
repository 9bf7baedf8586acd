package verticles.audit;

import java.time.Duration;
import verticles.config.Between;
import verticles.config.Matching;
import verticles.config.Secret;

/**
 * The section {@code audit} of the configuration.
 *
 * @param keep how long events are kept; whole months are dropped when their last event is older
 * @param key base64 of the 32 bytes that rows are sealed with, the same on all nodes; empty: each
 *     node makes its own in its data folder
 * @param previousKey rows sealed with it can still be checked; empty: none
 */
public record AuditConfig(
    @Between(min = "31d", max = "3660d") Duration keep,
    @Matching(value = BASE64, form = AuditConfig.KEY_FORM) Secret key,
    @Matching(value = BASE64, form = AuditConfig.KEY_FORM) Secret previousKey) {
  private static final String BASE64 = "([A-Za-z0-9+/]{43}=)?";
  private static final String KEY_FORM = "base64 of 32 bytes, or nothing";

  /** Refuses a previous key without a present one. */
  public AuditConfig {
    if (key.reveal().isEmpty() && !previousKey.reveal().isEmpty()) {
      throw new IllegalArgumentException("previous-key only together with key");
    }
  }
}
