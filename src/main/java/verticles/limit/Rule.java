package verticles.limit;

/**
 * One limit as it is applied.
 *
 * @param work the class of routes
 * @param kind by what is counted
 */
record Rule(RouteClass work, SubjectKind kind, Limit limit) {
  /**
   * All nodes together hold less than 1/140 of a bucket in hand, so that what is let through is
   * exact within 1 %, wherever the requests come in.
   */
  private static final int PORTIONS = 140;

  /** The name in headers and problems, for example {@code read-user}. */
  String name() {
    return work.label() + "-" + kind.label();
  }

  /** How many requests one of that many nodes fetches at once; at least 1. */
  int portion(int nodes) {
    return Math.max(1, limit.burst() / (PORTIONS * Math.max(1, nodes)));
  }

  /** In words, for the problem a client reads. */
  String words() {
    String work =
        switch (work()) {
          case READ -> "reads";
          case WRITE -> "changes";
          case HEAVY -> "long-running requests";
          case SIGN_IN -> "attempts to sign in";
          case STREAM -> "streams opened";
        };
    String whose =
        switch (kind) {
          case ADDRESS -> "from this address";
          case USER -> "by this user";
          case TOKEN -> "with this token";
          case NAME -> "with this name";
        };
    String rate = limit.rate();
    return "%s %s a %s %s"
        .formatted(
            rate.substring(0, rate.length() - 2),
            work,
            rate.endsWith("m") ? "minute" : "second",
            whose);
  }
}
