package verticles.security;

import java.time.Instant;
import verticles.bus.Address;

/** What the nodes tell each other about tokens. */
public sealed interface SecurityMessage {
  /** Heard by every node when something is revoked: {@link Revoked}. */
  Address REVOKED = Address.all("security.revoked");

  /** What a revocation is about. */
  enum Kind {
    /** One token, by its id. */
    TOKEN,
    /** All tokens of a session, by the session's id. */
    SESSION,
    /** All tokens of an account that were granted before a version of it, by its name. */
    ACCOUNT
  }

  /**
   * Refused from now on.
   *
   * @param version of an account, the first that is not refused; 0 otherwise
   * @param expiresAt when all that is concerned has expired anyway
   */
  record Revoked(Kind kind, String subject, long version, Instant expiresAt)
      implements SecurityMessage {

    /** One token. */
    public static Revoked token(String id, Instant expiresAt) {
      return new Revoked(Kind.TOKEN, id, 0, expiresAt);
    }
  }
}
