package verticles.http;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import verticles.identity.Caller;
import verticles.tasks.TaskFiles;

/** Takes files in that tasks will read; they go into the database as they come. */
record TaskUploads(TaskServices.Keeper files, Intake intake) {

  void accept(Exchange exchange) {
    Caller owner = exchange.caller();
    intake.take(
        exchange,
        content -> {
          TaskFiles.Kept kept = files.keep(owner, content);
          return () -> answer(exchange, kept);
        });
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
