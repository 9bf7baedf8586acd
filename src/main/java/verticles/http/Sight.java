package verticles.http;

import verticles.identity.Caller;
import verticles.identity.Role;

/**
 * What a caller may see of the cache. Keys name organisations and what they ask for, so only those
 * who run the system see them; patterns and counts are for everybody.
 */
enum Sight {
  COUNTS,
  KEYS;

  static Sight of(Caller caller) {
    return caller.role().covers(Role.OPERATOR) ? KEYS : COUNTS;
  }

  boolean seesKeys() {
    return this == KEYS;
  }

  /** A pattern as it may be shown: that of a service's own values has the organisation in it. */
  String pattern(String namespace, String pattern) {
    return seesKeys() || !namespace.startsWith(EntryAddress.OWN) ? pattern : namespace;
  }
}
