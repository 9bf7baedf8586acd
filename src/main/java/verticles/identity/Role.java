package verticles.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do; each role has all rights of those before it. */
public enum Role {
  VIEWER,
  TRADER,
  OPERATOR,
  ADMIN;

  /** Whether this role has the rights of {@code needed}. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /**
   * The name used in tokens, in the contract and on the command line, for example {@code admin}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role with that {@linkplain #label() label}, or empty. */
  public static Optional<Role> of(String label) {
    return Stream.of(values()).filter(role -> role.label().equals(label)).findFirst();
  }
}
