package verticles.security;

import java.time.Instant;
import verticles.bus.Address;

/** What the nodes tell each other about tokens. */
public sealed interface SecurityMessage {
  /** Heard by every node when somebody signs out: {@link Revoked}. */
  Address REVOKED = Address.all("security.revoked");

  /** The token of that id is refused from now on; it would have expired at {@code expiresAt}. */
  record Revoked(String id, Instant expiresAt) implements SecurityMessage {}
}
