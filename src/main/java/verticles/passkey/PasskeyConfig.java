package verticles.passkey;

import java.net.URI;
import java.util.List;
import java.util.Set;
import verticles.config.Default;
import verticles.config.Matching;

/**
 * The {@code passkeys} section.
 *
 * @param rpId the domain that passkeys belong to, for ever; empty: there are none
 * @param origins the pages that may ask for them, for example {@code https://desk.example}; empty:
 *     {@code https://} and the domain, or any port of {@code http://localhost}
 */
public record PasskeyConfig(
    @Default("localhost")
        @Matching(
            value = "|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
            form = "empty, or a domain in small letters; an IP address is none")
        String rpId,
    @Default("") List<String> origins) {
  private static final String LOCALHOST = "localhost";

  /**
   * Checks the origins.
   *
   * @throws IllegalArgumentException when one is not a page of that domain by https, or by http on
   *     localhost
   */
  public PasskeyConfig {
    origins = List.copyOf(origins);
    for (String origin : origins) {
      if (!fits(origin, rpId)) {
        throw new IllegalArgumentException(
            "origins such as https://%s, by http for localhost only".formatted(rpId));
      }
    }
  }

  private static boolean fits(String origin, String rpId) {
    try {
      URI page = URI.create(origin);
      String host = page.getHost();
      boolean plain = origin.matches("https?://[^/?#@]+");
      return plain
          && host != null
          && (host.equals(rpId) || host.endsWith("." + rpId))
          && (origin.startsWith("https:") || host.equals(LOCALHOST));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** Whether there are passkeys. */
  public boolean configured() {
    return !rpId.isEmpty();
  }

  /** Whether every port will do, as on the machine of a developer. */
  boolean anyPort() {
    return origins.isEmpty() && rpId.equals(LOCALHOST);
  }

  Set<String> allowed() {
    if (!origins.isEmpty()) {
      return Set.copyOf(origins);
    }
    return Set.of((anyPort() ? "http://" : "https://") + rpId);
  }
}
