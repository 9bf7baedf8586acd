package verticles.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Caller;
import verticles.identity.Role;

/**
 * Which entry a path names, for one caller.
 *
 * @param namespace as the path has it
 * @param key as the cache has it
 * @param own whether it is a value that the caller's organisation keeps here; else it is an entry
 *     of the server's own, or any organisation's, which only admins may open
 */
record EntryAddress(String namespace, String key, boolean own) {
  /** Namespaces of what services keep here begin with it. */
  static final String OWN = "kv.";

  static final String PATH = "/api/v1/performance/cache/entries/";

  private static final Set<String> RESERVED = Set.of("dataset", "gateway", "llm");
  private static final Pattern NAMESPACE = Pattern.compile("(kv\\.)?[a-z0-9][a-z0-9_-]{0,62}");

  /**
   * The entry at a path that is still encoded: the namespace up to the first slash, then the key,
   * decoded once. The organisation is always the caller's own and encoded, so no path leads out.
   *
   * @throws FailureException BAD_REQUEST naming the bad part
   */
  static EntryAddress of(String path, Caller caller) {
    String rest = path.substring(PATH.length());
    int slash = rest.indexOf('/');
    String namespace =
        Percent.decoded(rest.substring(0, slash))
            .filter(EntryAddress::isNamespace)
            .orElseThrow(
                () ->
                    bad(
                        "namespace",
                        "A namespace has 1 to 63 of a-z, 0-9, - and _, and begins with one of the"
                            + " first two."));
    String name =
        Percent.decoded(rest.substring(slash + 1))
            .orElseThrow(() -> bad("key", "It is not percent-encoded UTF-8."));
    boolean own = !RESERVED.contains(namespace) && !namespace.startsWith(OWN);
    String key =
        own
            ? OWN + namespace + "/" + Percent.encoded(caller.organisation()) + "/" + name
            : namespace + "/" + name;
    Optional<String> wrong = name.isEmpty() ? KeyText.wrong(name) : KeyText.wrong(key);
    wrong.ifPresent(
        why -> {
          throw bad("key", own ? why + " Namespace and organisation count as well." : why);
        });
    return new EntryAddress(namespace, key, own);
  }

  /** Whether a text is the name of a namespace, of services or of the server itself. */
  static boolean isNamespace(String text) {
    return NAMESPACE.matcher(text).matches();
  }

  /** Refuses a caller who may not open it. */
  void checkAccess(Caller caller) {
    if (!own && !caller.role().covers(Role.ADMIN)) {
      throw FailureException.of(
          Failure.FORBIDDEN,
          "Entries of '%s' are opened by admins only; the listing shows what is known about them."
              .formatted(namespace));
    }
  }

  /** Refuses to write what the server itself keeps, or another organisation. */
  void checkWritable() {
    if (!own) {
      throw FailureException.of(
          Failure.FORBIDDEN,
          "The namespace '%s' is not for values of services; choose another.".formatted(namespace));
    }
  }

  private static FailureException bad(String pointer, String why) {
    return FailureException.of(
        Failure.BAD_REQUEST,
        "The address of the entry is wrong.",
        List.of(new FieldError(pointer, why)));
  }
}
