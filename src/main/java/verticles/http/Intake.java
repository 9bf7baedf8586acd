package verticles.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Takes in the bodies of uploads: so many at a time, each read by a thread of its own. */
final class Intake {
  private final Vertx vertx;
  private final Semaphore slots;
  private final long largest;
  private final Duration stall;
  private final long slowest;

  /** {@code slots} bounds the uploads of the node, each of which may hold a connection. */
  Intake(Vertx vertx, Semaphore slots, HttpConfig config) {
    this.vertx = vertx;
    this.slots = slots;
    this.largest = config.maxUpload().bytes();
    this.stall = config.bodyTimeout();
    this.slowest = config.minUploadRate().bytes();
  }

  /** What is done with a body; it may block. */
  @FunctionalInterface
  interface Work {
    /** Reads the body; what it returns answers, on the event loop of the request. */
    Runnable read(UploadStream body) throws IOException;
  }

  /**
   * Lets the work read the body of that request.
   *
   * @throws FailureException TOO_LARGE, UNSUPPORTED or BAD_REQUEST when there is none that can be
   *     taken, UNAVAILABLE when as many as may be come in already
   */
  void take(Exchange exchange, Work work) {
    HttpServerRequest request = exchange.request();
    BodyReader.refuseCoding(request);
    BodyReader.refuseLength(request, largest);
    if (!exchange.hasBody()) {
      throw FailureException.of(Failure.BAD_REQUEST, "There is nothing in the body.");
    }
    if (!slots.tryAcquire()) {
      throw FailureException.of(
          Failure.UNAVAILABLE, "Other uploads are coming in; try again in a moment.");
    }
    BodyReader.expectMore(request);
    Context loop = vertx.getOrCreateContext();
    UploadStream body = new UploadStream(loop, request, largest, new UploadPace(stall, slowest));
    body.start();
    exchange.whenDone(
        () -> body.fail(FailureException.of(Failure.BAD_REQUEST, "The upload was cut off.")));
    Thread.ofVirtual().name("upload-" + exchange.id()).start(() -> run(loop, exchange, work, body));
  }

  private void run(Context loop, Exchange exchange, Work work, UploadStream body) {
    try {
      Runnable answer = work.read(body);
      loop.runOnContext(done -> answer.run());
    } catch (IOException | RuntimeException | Error thrown) {
      Throwable why = body.failure().<Throwable>map(failed -> failed).orElse(thrown);
      loop.runOnContext(failed -> exchange.fail(why));
    } finally {
      slots.release();
    }
  }
}
