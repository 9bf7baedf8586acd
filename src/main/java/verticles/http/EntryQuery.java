package verticles.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/**
 * Which entries are to be listed. It is read here, because the validator of the contract takes an
 * equals sign in a value for its end.
 */
record EntryQuery(String namespace, String pattern, String cursor, int limit) {
  private static final int USUAL = 100;
  private static final int MOST = 500;
  private static final int LONGEST_CURSOR = 2048;

  /**
   * Reads a query whose names are known.
   *
   * @throws FailureException BAD_REQUEST naming each bad parameter
   */
  static EntryQuery of(Map<String, List<String>> query) {
    List<FieldError> errors = new ArrayList<>();
    String namespace = first(query, "namespace");
    if (!namespace.isEmpty() && !EntryAddress.isNamespace(namespace)) {
      errors.add(new FieldError("namespace", "It is one such as dataset or kv.sessions."));
    }
    String pattern = first(query, "pattern");
    if (!pattern.isEmpty()) {
      KeyText.wrong(pattern).ifPresent(why -> errors.add(new FieldError("pattern", why)));
    }
    String cursor = first(query, "cursor");
    if (cursor.length() > LONGEST_CURSOR) {
      errors.add(new FieldError("cursor", "It is the nextCursor of the page before."));
    }
    String limit = first(query, "limit");
    int most = limit.isEmpty() ? USUAL : limit.matches("[0-9]{1,3}") ? Integer.parseInt(limit) : 0;
    if (most < 1 || most > MOST) {
      errors.add(new FieldError("limit", "A whole number from 1 to %d.".formatted(MOST)));
    }
    if (!errors.isEmpty()) {
      throw FailureException.of(Failure.BAD_REQUEST, "Parameters are wrong.", errors);
    }
    return new EntryQuery(namespace, pattern, cursor, most);
  }

  private static String first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of("")).getFirst();
  }
}
