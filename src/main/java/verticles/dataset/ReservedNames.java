package verticles.dataset;

import java.util.Set;

/** The names in SQL and in the query string that the catalog itself gives a meaning. */
final class ReservedNames {
  /** The caller's organisation. */
  static final String ORGANISATION = "organisation";

  /** The caller. */
  static final String USER = "user";

  /** How many rows a page has. */
  static final String LIMIT = "limit";

  /** Where a page begins. */
  static final String CURSOR = "cursor";

  /** Followed by a column's name: that column of the row before the page, or NULL. */
  static final String AFTER = "after_";

  private ReservedNames() {}

  /** Whether no dataset may declare a parameter of that name. */
  static boolean contains(String name) {
    return Set.of(ORGANISATION, USER, CURSOR).contains(name)
        || name.startsWith(AFTER)
        || Moments.isBase(name);
  }
}
