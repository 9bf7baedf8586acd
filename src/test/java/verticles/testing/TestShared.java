package verticles.testing;

import java.nio.file.Path;
import java.time.Duration;
import verticles.config.DataSize;
import verticles.config.Secret;
import verticles.secret.SecretsConfig;
import verticles.secret.Vault;
import verticles.shared.SharedConfig;

/** Settings of the shared tier for tests. */
public final class TestShared {
  /** With a key of the configuration, and patience for a busy machine. */
  public static final SharedConfig CONFIG = config("sr:", Duration.ofSeconds(2));

  /** A vault whose key every test knows. */
  public static final Vault VAULT =
      Vault.open(
          new SecretsConfig(
              new Secret("c3BpbnJlc2VydmUgdGVzdCBtYXN0ZXIga2V5IDAwMDE="), new Secret("")),
          Path.of("unused"));

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
