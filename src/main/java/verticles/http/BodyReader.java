package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.DataSize;

/** Reads a small body into memory: not larger than allowed, and all of it in time. */
final class BodyReader implements Check {
  private final Vertx vertx;
  private final long largest;
  private final Duration deadline;

  BodyReader(Vertx vertx, HttpConfig config) {
    this(vertx, config, config.maxBody());
  }

  /** A reader of bodies of that size. */
  BodyReader(Vertx vertx, HttpConfig config, DataSize largest) {
    this.vertx = vertx;
    this.largest = largest.bytes();
    this.deadline = config.bodyTimeout();
  }

  @Override
  public Future<Void> pass(Exchange exchange, Contract.Spec spec) {
    if (exchange.hasBody() && !spec.definition().containsKey("requestBody")) {
      return refuseBody(exchange);
    }
    return spec.json() ? read(exchange) : Future.succeededFuture();
  }

  /** Over HTTP/2 a request need not say that it has no body: there only its end shows it. */
  private Future<Void> refuseBody(Exchange exchange) {
    if (exchange.request().version() == HttpVersion.HTTP_2
        && !exchange.request().headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      return read(exchange, 0).recover(thrown -> noneTaken(exchange));
    }
    return noneTaken(exchange);
  }

  private static Future<Void> noneTaken(Exchange exchange) {
    exchange.closeAfter();
    return Future.failedFuture(
        FailureException.of(
            Failure.BAD_REQUEST, "This takes no body; what is asked for is in the address alone."));
  }

  /** The body; fails with TOO_LARGE, UNSUPPORTED_TYPE, or BAD_REQUEST when it came too slowly. */
  Future<Void> read(Exchange exchange) {
    return read(exchange, largest);
  }

  private Future<Void> read(Exchange exchange, long largest) {
    HttpServerRequest request = exchange.request();
    if (!exchange.hasBody()) {
      return Future.succeededFuture();
    }
    refuseCoding(request);
    refuseLength(request, largest);
    expectMore(request);
    Promise<Void> read = Promise.promise();
    Buffer body = Buffer.buffer();
    long timer =
        vertx.setTimer(
            Math.max(1, deadline.toMillis()),
            late -> {
              exchange.closeAfter();
              read.tryFail(
                  FailureException.of(
                      Failure.BAD_REQUEST,
                      "The body did not come within %d s.".formatted(deadline.toSeconds())));
            });
    request.exceptionHandler(
        gone -> read.tryFail(FailureException.of(Failure.BAD_REQUEST, "The body was cut off.")));
    request.handler(
        part -> {
          if (body.length() + part.length() > largest) {
            exchange.closeAfter();
            read.tryFail(tooLarge(largest));
          } else {
            body.appendBuffer(part);
          }
        });
    request.endHandler(ended -> read.tryComplete());
    request.resume();
    return read.future()
        .onComplete(done -> vertx.cancelTimer(timer))
        .onSuccess(done -> exchange.body(body));
  }

  static void refuseCoding(HttpServerRequest request) {
    String coding = request.headers().get(HttpHeaders.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw FailureException.of(
          Failure.UNSUPPORTED_TYPE,
          "Content-Encoding '%s' is not read; send the body uncompressed."
              .formatted(coding.length() > 40 ? "..." : coding));
    }
  }

  static void refuseLength(HttpServerRequest request, long largest) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null && parse(length) > largest) {
      throw tooLarge(largest);
    }
  }

  private static long parse(String length) {
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException absurd) {
      return Long.MAX_VALUE;
    }
  }

  /** Tells a client that waits for it to go on. */
  static void expectMore(HttpServerRequest request) {
    String expect = request.headers().get(HttpHeaders.EXPECT);
    if ("100-continue".equalsIgnoreCase(expect)) {
      request.response().writeContinue();
    }
  }

  static FailureException tooLarge(long largest) {
    return FailureException.of(
        Failure.TOO_LARGE, "The body is larger than the %d bytes allowed.".formatted(largest));
  }
}
