package verticles.bus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that failed in a way its sender can be told about. The message is what the client
 * reads; the cause stays in the log.
 */
public final class FailureException extends RuntimeException {
  private final Failure failure;
  private final transient List<FieldError> errors;

  private FailureException(
      Failure failure, String detail, List<FieldError> errors, @Nullable Throwable cause) {
    super(detail, cause, cause != null, false);
    this.failure = failure;
    this.errors = List.copyOf(errors);
  }

  /** A failure with a sentence for the client. */
  public static FailureException of(Failure failure, String detail) {
    return new FailureException(failure, detail, List.of(), null);
  }

  /** A failure with a sentence for the client and a cause for the log. */
  public static FailureException of(Failure failure, String detail, Throwable cause) {
    return new FailureException(failure, detail, List.of(), cause);
  }

  /** A failure that lists each bad part of the input. */
  public static FailureException of(Failure failure, String detail, List<FieldError> errors) {
    return new FailureException(failure, detail, errors, null);
  }

  /** What kind of failure this is. */
  public Failure failure() {
    return failure;
  }

  /** The sentence the client reads. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** The bad parts of the input; empty when it is not about the input. */
  public List<FieldError> errors() {
    return errors;
  }
}
