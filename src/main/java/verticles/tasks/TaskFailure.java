package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import verticles.bus.FailureException;

/** How an attempt failed, and what should follow. The message is what the owner reads. */
public final class TaskFailure extends RuntimeException {
  /** What should follow. */
  sealed interface Then {
    /** Another try after the backoff, or after the time that somebody asked for. */
    record Retry(Optional<Duration> after) implements Then {}

    /** No other try: it would fail again. What was found out is kept. */
    record GiveUp(Optional<JsonObject> result) implements Then {}

    /** Another try later that does not count: it is too early. */
    record Snooze(Duration time) implements Then {}
  }

  private final transient Then then;

  private TaskFailure(String detail, Then then) {
    super(detail);
    this.then = then;
  }

  /** A failure that another try may not meet. */
  public static TaskFailure retryable(String detail) {
    return new TaskFailure(detail, new Then.Retry(Optional.empty()));
  }

  /** The same, not before that time is over: what {@code Retry-After} says. */
  public static TaskFailure retryAfter(String detail, Duration time) {
    return new TaskFailure(detail, new Then.Retry(Optional.of(time)));
  }

  /** A failure that any other try would meet too. */
  public static TaskFailure permanent(String detail) {
    return new TaskFailure(detail, new Then.GiveUp(Optional.empty()));
  }

  /** The same, with what is to be known about it. */
  public static TaskFailure permanent(String detail, JsonObject result) {
    return new TaskFailure(detail, new Then.GiveUp(Optional.of(result)));
  }

  /** It is too early; the attempt is not counted. */
  public static TaskFailure snooze(String detail, Duration time) {
    return new TaskFailure(detail, new Then.Snooze(time));
  }

  /** What a throwable means: only the sender's own mistakes are beyond repair. */
  static TaskFailure of(Throwable thrown) {
    return switch (thrown) {
      case TaskFailure known -> known;
      case FailureException failure ->
          switch (failure.failure()) {
            case BAD_REQUEST,
                FORBIDDEN,
                NOT_FOUND,
                UNPROCESSABLE,
                TOO_LARGE,
                UNSUPPORTED_TYPE,
                PRECONDITION ->
                permanent(failure.detail(), details(failure));
            default -> retryable(failure.detail());
          };
      default -> retryable("The work failed; the log of the server says why.");
    };
  }

  private static JsonObject details(FailureException failure) {
    return new JsonObject()
        .put(
            "errors",
            failure.errors().stream()
                .map(
                    error ->
                        new JsonObject()
                            .put("pointer", error.pointer())
                            .put("detail", error.detail()))
                .toList());
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  Then then() {
    return then;
  }
}
