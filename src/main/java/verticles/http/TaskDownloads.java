package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.tasks.TaskFiles;

/** Hands out files of tasks, part after part, each when the one before has gone out. */
final class TaskDownloads {
  private static final CharSequence BYTES = Names.value("application/octet-stream");

  private final TaskFiles files;

  TaskDownloads(TaskFiles files) {
    this.files = files;
  }

  void send(Exchange exchange) {
    UUID id = UUID.fromString(PathParts.last(exchange));
    files.found(id).onSuccess(found -> offer(exchange, id, found)).onFailure(exchange::fail);
  }

  /** One's own; an admin reads any, which is taken down. Of others' files nothing is told. */
  private void offer(Exchange exchange, UUID id, Optional<TaskFiles.Found> found) {
    Caller caller = exchange.caller();
    found.ifPresent(
        file ->
            exchange.changed(
                new Change(
                    "task-file/" + id,
                    Optional.empty(),
                    Optional.of(new JsonObject().put("owner", file.owner())))));
    found
        .filter(file -> file.isOf(caller) || caller.role().covers(Role.ADMIN))
        .ifPresentOrElse(
            file -> begin(exchange, id, file.sizeBytes()),
            () -> exchange.fail(TaskFiles.notFound(id)));
  }

  private void begin(Exchange exchange, UUID id, long size) {
    HttpServerResponse response = exchange.begin(200, Timing.total(exchange.elapsedNanos()));
    if (response == null) {
      return;
    }
    response
        // whatever somebody has sent, no browser shows it as a page of this server
        .putHeader(HttpHeaders.CONTENT_TYPE, BYTES)
        .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + "\"")
        .putHeader(HttpHeaders.CACHE_CONTROL, Names.NO_STORE)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(size));
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      response.end();
      return;
    }
    write(response, id, 0).onFailure(broken -> response.reset());
  }

  private Future<Void> write(HttpServerResponse response, UUID id, int part) {
    return files
        .part(id, part)
        .compose(
            bytes ->
                bytes.length() == 0
                    ? response.end()
                    : response.write(bytes).compose(sent -> write(response, id, part + 1)));
  }
}
