package verticles.http;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.security.VerifiedToken;

/**
 * One request and its one answer. The first answer counts; what comes after a timeout is dropped.
 * Used on the event loop of its connection only.
 */
final class Exchange {
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final KeepAlive keepAlive;
  private final AsciiString id;
  private final RequestMeters meters;
  private final long startedNanos = System.nanoTime();
  private final Countdown deadline;
  private final Charges charges = new Charges();
  private final Visitor visitor;
  private Buffer body = Buffer.buffer();
  private String operation = "none";
  private boolean answered;
  private boolean finished;
  private @Nullable Change change;
  private Runnable whenDone = () -> {};

  Exchange(
      Vertx vertx,
      HttpServerRequest request,
      Connections connections,
      AsciiString id,
      RequestMeters meters) {
    this.vertx = vertx;
    this.request = request;
    this.id = id;
    this.meters = meters;
    this.visitor = new Visitor(request);
    this.deadline = new Countdown(vertx);
    this.keepAlive = new KeepAlive(request, connections);
    request.response().exceptionHandler(gone -> {});
    request.response().endHandler(sent -> over());
    request.response().closeHandler(closed -> over());
  }

  HttpServerRequest request() {
    return request;
  }

  String path() {
    return String.valueOf(request.path());
  }

  String id() {
    return id.toString();
  }

  boolean hasBody() {
    return keepAlive.hasBody();
  }

  /** Whether an answer was begun; nothing more may be sent then. */
  boolean answered() {
    return answered || request.response().closed();
  }

  /** Who asks. */
  Visitor visitor() {
    return visitor;
  }

  VerifiedToken token() {
    return visitor.token();
  }

  Caller caller() {
    return visitor.token().caller();
  }

  /** Leaves the answer to somebody else, who calls {@link #over} at its end. */
  HttpServerRequest handOver() {
    answered = true;
    withoutDeadline();
    return request;
  }

  Buffer body() {
    return body;
  }

  void body(Buffer read) {
    body = read;
  }

  void operation(String operationId) {
    operation = operationId;
  }

  long elapsedNanos() {
    return System.nanoTime() - startedNanos;
  }

  /** Runs when the exchange is over, after what was asked for before. */
  void whenDone(Runnable action) {
    Runnable before = whenDone;
    whenDone =
        () -> {
          before.run();
          action.run();
        };
  }

  /** Says what a writing operation changed, for the audit log. */
  void changed(Change change) {
    this.change = change;
  }

  /** What was changed; empty when the operation did not say, or changed nothing. */
  Optional<Change> change() {
    return Optional.ofNullable(change);
  }

  /** The limits it was counted against. */
  Charges charges() {
    return charges;
  }

  String operation() {
    return operation;
  }

  /** Fails the request when it is not answered in time. */
  void within(Duration time, Failure failure, String detail) {
    deadline.start(time, () -> fail(FailureException.of(failure, detail)));
  }

  void withoutDeadline() {
    deadline.stop();
  }

  /** The connection ends with this answer, because the rest of the request is not wanted. */
  void closeAfter() {
    keepAlive.refuse();
  }

  void json(int status, Object document) {
    send(status, Names.JSON, Json.buffer(document));
  }

  void noContent() {
    send(204, Names.JSON, Buffer.buffer());
  }

  void fail(Throwable thrown) {
    if (answered()) {
      return;
    }
    FailureException failure = Problems.known(thrown, id());
    Problems.addTo(request.response().headers(), failure);
    send(failure.failure().status(), Names.PROBLEM, Json.buffer(Problems.of(failure, id())));
  }

  /** Sends an answer that nobody may keep. */
  void send(int status, CharSequence contentType, Buffer content) {
    HttpServerResponse response = begin(status, Timing.total(elapsedNanos()));
    if (response == null) {
      return;
    }
    if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
      response.headers().set(HttpHeaders.CACHE_CONTROL, Names.NO_STORE);
    }
    if (status != 204 && status != 304) {
      response.headers().set(HttpHeaders.CONTENT_TYPE, contentType);
      response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()));
    }
    finish(content, status == 204 || status == 304);
  }

  /** Writes what every answer has; null when the request was answered already. */
  @Nullable HttpServerResponse begin(int status, CharSequence timing) {
    if (answered()) {
      return null;
    }
    answered = true;
    withoutDeadline();
    HttpServerResponse response = request.response().setStatusCode(status);
    MultiMap headers = response.headers();
    headers.set(Names.REQUEST_ID, id);
    headers.set(Names.SERVER_TIMING, timing);
    CommonHeaders.addTo(headers, request.isSSL());
    charges.addTo(headers);
    keepAlive.decide(response);
    return response;
  }

  /** Sends the body, unless the method or the status has none, and ends the exchange. */
  void finish(Buffer content, boolean bodiless) {
    keepAlive.answering(content.length());
    HttpServerResponse response = request.response();
    meters.answered(operation, response.getStatusCode(), elapsedNanos());
    var sent =
        bodiless || request.method().equals(HttpMethod.HEAD)
            ? response.end()
            : response.end(content);
    if (keepAlive.ends()) {
      sent.onComplete(written -> keepAlive.end(vertx));
    }
  }

  /** Nothing more comes, neither from the client nor from here. */
  void over() {
    if (!finished) {
      finished = true;
      answered = true;
      withoutDeadline();
      keepAlive.over();
      whenDone.run();
    }
  }
}
