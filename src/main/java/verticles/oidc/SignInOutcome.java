package verticles.oidc;

import java.util.Locale;
import verticles.bus.FailureException;

/** What came of a sign-in through the provider. */
public sealed interface SignInOutcome {
  /** The provider said who it is; the ticket is traded for a session. */
  record Confirmed(String ticket) implements SignInOutcome {
    @Override
    public String toString() {
      return "Confirmed[***]";
    }
  }

  /** Nobody signed in, and why. */
  enum Refused implements SignInOutcome {
    /** The browser did not begin this sign-in, or too long ago. */
    EXPIRED,
    /** The user changed their mind at the provider. */
    CANCELLED,
    /** The provider, or what it said, was not good enough. */
    REFUSED,
    /** The provider knows the user, this server gives them no role. */
    NO_ROLE,
    /** The provider, or this server's database, does not answer. */
    UNAVAILABLE;

    /** The name for the page, for example {@code no-role}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Refused of(FailureException failure) {
      return switch (failure.failure()) {
        case FORBIDDEN -> NO_ROLE;
        case UNAVAILABLE, TIMEOUT, UPSTREAM, TOO_LARGE -> UNAVAILABLE;
        default -> REFUSED;
      };
    }
  }
}
