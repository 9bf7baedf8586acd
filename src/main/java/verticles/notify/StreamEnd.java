package verticles.notify;

/** Why the server ends a stream. */
public enum StreamEnd {
  /** Its token expired, was signed out, or its account changed. */
  UNAUTHENTICATED(4401, "Your sign-in is over; sign in again."),
  /** It took too little for too long. */
  SLOW(4408, "You read too slowly."),
  /** It sent more messages than it may. */
  TOO_MANY(4429, "You send too many messages."),
  /** It sent what is no message. */
  MALFORMED(1007, "A message must be JSON as the documentation says."),
  /** The node stops; another one serves. */
  LEAVING(1012, "This node stops; connect again.");

  private final int code;
  private final String reason;

  StreamEnd(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** The close code of a WebSocket. */
  public int code() {
    return code;
  }

  /** A sentence for the client. */
  public String reason() {
    return reason;
  }
}
