package verticles.llm;

import java.time.Duration;
import java.util.Optional;

/** Why an endpoint gave no answer. The message is for whoever asked; it holds no key. */
final class ChatFailure extends RuntimeException {
  /** What could help. */
  enum Kind {
    /** Nothing: it would be refused again. */
    REFUSED,
    /** Asking for less: the chat does not fit into the model's context. */
    TOO_LONG,
    /** Asking again later. */
    UNWELL,
    /** It was given up here. */
    CANCELLED
  }

  private final Kind kind;
  private final transient Optional<Duration> after;

  private ChatFailure(Kind kind, String detail, Optional<Duration> after) {
    super(detail, null, false, false);
    this.kind = kind;
    this.after = after;
  }

  static ChatFailure refused(String detail) {
    return new ChatFailure(Kind.REFUSED, detail, Optional.empty());
  }

  static ChatFailure tooLong(String detail) {
    return new ChatFailure(Kind.TOO_LONG, detail, Optional.empty());
  }

  static ChatFailure unwell(String detail) {
    return unwell(detail, Optional.empty());
  }

  /** The same; the endpoint said when to come again. */
  static ChatFailure unwell(String detail, Optional<Duration> after) {
    return new ChatFailure(Kind.UNWELL, detail, after);
  }

  static ChatFailure cancelled() {
    return new ChatFailure(Kind.CANCELLED, "It was given up.", Optional.empty());
  }

  Kind kind() {
    return kind;
  }

  /** How long to wait, where the endpoint said it. */
  Optional<Duration> after() {
    return after;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
