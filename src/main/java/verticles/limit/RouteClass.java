package verticles.limit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What kind of work an operation is; {@code x-limit} in the contract names it. */
public enum RouteClass {
  /** Answered from memory or by one quick query. */
  READ,
  WRITE,
  /** Imports, warming runs and other work that keeps the node busy for long. */
  HEAVY,
  /** Whatever checks a password or another secret. */
  SIGN_IN,
  /** Opening a stream, which stays open then. */
  STREAM;

  /** The name in the contract, in the configuration and in meters, for example {@code sign-in}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The class with that {@linkplain #label() label}, or empty. */
  public static Optional<RouteClass> of(String label) {
    return Stream.of(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }
}
