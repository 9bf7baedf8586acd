package verticles.testing;

import java.time.Duration;
import verticles.config.DataSize;
import verticles.config.Secret;
import verticles.shared.SharedConfig;

/** Settings of the shared tier for tests. */
public final class TestShared {
  /** With a key of the configuration, and patience for a busy machine. */
  public static final SharedConfig CONFIG = config("sr:", Duration.ofSeconds(2));

  private TestShared() {}

  /** The same with another prefix and timeout. */
  public static SharedConfig config(String prefix, Duration timeout) {
    return new SharedConfig(
        timeout,
        DataSize.ofMebibytes(1),
        new DataSize(1024),
        prefix,
        new Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
        new Secret(""));
  }
}
