package verticles.bus;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * The one place that maps a {@link Throwable} to a {@link FailureException}, and to bus replies.
 */
public final class Failures {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The text of a failed reply: a code alone could not carry the errors of a bad input. */
  private record Wire(
      @JsonProperty("detail") String detail, @JsonProperty("errors") List<FieldError> errors) {}

  private Failures() {}

  /** The failure a throwable stands for; anything unknown is {@link Failure#INTERNAL}. */
  public static FailureException of(Throwable throwable) {
    return switch (throwable) {
      case FailureException failure -> failure;
      case ReplyException reply -> ofReply(reply);
      case CompletionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      case TimeoutException timeout ->
          FailureException.of(Failure.TIMEOUT, "The work was not finished in time.", timeout);
      default ->
          FailureException.of(Failure.INTERNAL, "The server failed; the log says why.", throwable);
    };
  }

  private static FailureException ofReply(ReplyException reply) {
    if (reply.failureType() == ReplyFailure.TIMEOUT) {
      return FailureException.of(Failure.TIMEOUT, "No answer came in time.", reply);
    }
    if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
      return FailureException.of(Failure.UNAVAILABLE, "Nobody is there to do this now.", reply);
    }
    if (reply.failureType() != ReplyFailure.RECIPIENT_FAILURE) {
      return FailureException.of(Failure.INTERNAL, "The message was not understood.", reply);
    }
    Failure failure = Failure.ofStatus(reply.failureCode());
    try {
      Wire wire = JSON.readValue(String.valueOf(reply.getMessage()), Wire.class);
      return FailureException.of(failure, wire.detail(), wire.errors());
    } catch (JsonProcessingException notOurs) {
      return FailureException.of(failure, failure.title(), notOurs);
    }
  }

  static String toWire(FailureException failure) {
    try {
      return JSON.writeValueAsString(new Wire(failure.detail(), failure.errors()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a failure is plain text and must be writable", impossible);
    }
  }
}
