package verticles.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.tasks.TaskFiles;

/** Takes files in that tasks will read; they go into the database as they come. */
final class TaskUploads {
  private final Vertx vertx;
  private final TaskServices.Keeper files;
  private final Semaphore slots;
  private final long largest;
  private final Duration stall;
  private final long slowest;

  TaskUploads(Vertx vertx, TaskServices.Keeper files, Semaphore slots, HttpConfig config) {
    this.vertx = vertx;
    this.files = files;
    this.slots = slots;
    this.largest = config.maxUpload().bytes();
    this.stall = config.bodyTimeout();
    this.slowest = config.minUploadRate().bytes();
  }

  void accept(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    BodyReader.refuseCoding(request);
    BodyReader.refuseLength(request, largest);
    if (!exchange.hasBody()) {
      throw FailureException.of(Failure.BAD_REQUEST, "There is no file in the body.");
    }
    if (!slots.tryAcquire()) {
      throw FailureException.of(
          Failure.UNAVAILABLE, "Other files are coming in; try again in a moment.");
    }
    BodyReader.expectMore(request);
    Context loop = vertx.getOrCreateContext();
    UploadStream content = new UploadStream(loop, request, largest, new UploadPace(stall, slowest));
    content.start();
    exchange.whenDone(
        () -> content.fail(FailureException.of(Failure.BAD_REQUEST, "The upload was cut off.")));
    Caller owner = exchange.caller();
    Thread.ofVirtual()
        .name("file-" + exchange.id())
        .start(() -> keep(loop, exchange, owner, content));
  }

  private void keep(Context loop, Exchange exchange, Caller owner, UploadStream content) {
    try {
      TaskFiles.Kept kept = files.keep(owner, content);
      loop.runOnContext(done -> answer(exchange, kept));
    } catch (IOException | RuntimeException | Error thrown) {
      Throwable why = content.failure().<Throwable>map(failed -> failed).orElse(thrown);
      loop.runOnContext(failed -> exchange.fail(why));
    } finally {
      slots.release();
    }
  }

  private static void answer(Exchange exchange, TaskFiles.Kept kept) {
    exchange.changed(
        new Change(
            "task-file/" + kept.id(),
            Optional.empty(),
            Optional.of(new JsonObject().put("sizeBytes", kept.sizeBytes()))));
    exchange.json(201, Map.of("file", kept.id(), "sizeBytes", kept.sizeBytes()));
  }
}
