package verticles.security;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import verticles.identity.Role;

/**
 * The token of a service as administrators see it; the token itself is not known any more.
 *
 * @param organisation whose data it sees; empty when it belongs to none
 * @param lastUsedAt to the minute; empty when it was never used
 */
public record ServiceToken(
    String id,
    String name,
    Role role,
    String organisation,
    Set<String> scopes,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> lastUsedAt) {

  /**
   * A token that was made a moment ago.
   *
   * @param text the secret, shown this once
   */
  public record Made(ServiceToken token, String text) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Made[" + token + ", ***]";
    }
  }

  /** What to make. */
  public record Wanted(
      String name, Role role, String organisation, Set<String> scopes, Instant expiresAt) {}
}
