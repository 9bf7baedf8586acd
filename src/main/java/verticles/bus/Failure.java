package verticles.bus;

/** Every way a request can fail, with the HTTP status and the code that crosses the bus. */
public enum Failure {
  BAD_REQUEST(400, "Bad request"),
  UNAUTHENTICATED(401, "Not signed in"),
  FORBIDDEN(403, "Not allowed"),
  /** Allowed once the caller has proven again who they are; another server's 403 is FORBIDDEN. */
  PROOF_NEEDED(403, "Prove who you are"),
  NOT_FOUND(404, "Not found"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  NOT_ACCEPTABLE(406, "Not acceptable"),
  CONFLICT(409, "Conflict"),
  PRECONDITION(412, "Precondition failed"),
  TOO_LARGE(413, "Too large"),
  UNSUPPORTED_TYPE(415, "Unsupported content type"),
  UNPROCESSABLE(422, "Rejected rows"),
  TOO_MANY(429, "Too many requests"),
  INTERNAL(500, "Internal error"),
  UPSTREAM(502, "A dependency answered wrongly"),
  UNAVAILABLE(503, "Unavailable for now"),
  TIMEOUT(504, "Took too long");

  private final int status;
  private final String title;

  Failure(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status; it is the failure code on the bus as well. */
  public int status() {
    return status;
  }

  /** A short heading that is the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The failure with that status; {@link #INTERNAL} for an unknown one. */
  public static Failure ofStatus(int status) {
    for (Failure failure : values()) {
      if (failure.status == status) {
        return failure;
      }
    }
    return INTERNAL;
  }
}
