package verticles.limit;

import java.util.Locale;

/** By what requests are counted together. */
public enum SubjectKind {
  /** The client's address, before anything else is known of it; of IPv6 the first 64 bits. */
  ADDRESS,
  /** A person, on all their devices. */
  USER,
  /** One token of a service. */
  TOKEN,
  /** The name somebody tries to sign in with, whether there is such an account or not. */
  NAME;

  /** The name in the configuration and in meters. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
