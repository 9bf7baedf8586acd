package verticles.identity;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a token may be used for, beside what its role allows. People have every scope; the token of
 * a service has those it was made with, such as {@code data:read}. Writing does not include
 * reading.
 *
 * @param all whether everything is allowed
 * @param named what is allowed otherwise
 */
public record Scopes(boolean all, Set<String> named) {
  /** What a scope can be about. */
  public static final List<String> RESOURCES =
      List.of(
          "data",
          "cache",
          "market",
          "monitoring",
          "cdn",
          "pwa",
          "analytics",
          "tasks",
          "ai",
          "account",
          "audit",
          "system");

  private static final Pattern FORM =
      Pattern.compile("(" + String.join("|", RESOURCES) + "):(read|write)");
  private static final Scopes EVERY = new Scopes(true, Set.of());

  /** Copies the names. */
  public Scopes {
    named = Set.copyOf(named);
  }

  /** Those of a person. */
  public static Scopes every() {
    return EVERY;
  }

  /** Those of a service. */
  public static Scopes of(Set<String> named) {
    return new Scopes(false, named);
  }

  /** Whether a text is a scope, {@code <resource>:read} or {@code <resource>:write}. */
  public static boolean isScope(String text) {
    return FORM.matcher(text).matches();
  }

  /** Whether that scope is among them. */
  public boolean allow(String scope) {
    return all || named.contains(scope);
  }

  /** Whether all of the others are among them, so that they may be handed on. */
  public boolean cover(Scopes others) {
    return all || (!others.all && named.containsAll(others.named));
  }

  @Override
  public String toString() {
    return all ? "every scope" : String.join(", ", new TreeSet<>(named));
  }
}
