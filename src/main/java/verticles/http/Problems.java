package verticles.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.bus.FieldError;

/** Problem documents (RFC 9457). What the client may read is in the failure; the rest is logged. */
final class Problems {
  static final String TYPE = "urn:spinreserve:problem:";

  private static final Logger LOGGER = LoggerFactory.getLogger(Problems.class);

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Problem(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      List<FieldError> errors) {}

  private Problems() {}

  static Problem of(FailureException failure, String requestId) {
    Failure kind = failure.failure();
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Problem(
        TYPE + name, kind.title(), kind.status(), failure.detail(), requestId, failure.errors());
  }

  /** What the headers of a problem say besides: how to sign in, when to come again. */
  static void addTo(MultiMap headers, FailureException failure) {
    int status = failure.failure().status();
    if (status == 401) {
      headers.set(Names.WWW_AUTHENTICATE, "Bearer realm=\"spinreserve\"");
    } else if ((status == 503 || status == 429) && !headers.contains(Names.RETRY_AFTER)) {
      headers.set(Names.RETRY_AFTER, "1");
    }
  }

  /** The failure of a throwable; one that nobody expected goes to the log with its request. */
  static FailureException known(Throwable thrown, String requestId) {
    FailureException failure = Failures.of(thrown);
    if (failure.failure() == Failure.INTERNAL) {
      LOGGER
          .atError()
          .addKeyValue("request", requestId)
          .setCause(failure.getCause() == null ? failure : failure.getCause())
          .log("a request failed");
    }
    return failure;
  }
}
