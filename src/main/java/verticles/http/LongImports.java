package verticles.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import verticles.identity.Caller;
import verticles.market.ImportRequest;
import verticles.market.ImportTask;
import verticles.tasks.TaskFiles;
import verticles.tasks.TaskRequest;
import verticles.tasks.TaskView;

/**
 * Imports that outlive their request: the rows are kept as a file, and a task imports them.
 *
 * @param directly a file up to so many bytes is imported while its client waits
 */
record LongImports(TaskServices services, long directly) {

  /** Whether an import is to become a task: it is long, or its client does not want to wait. */
  boolean isFor(HttpServerRequest request) {
    return isPreferred(request) || length(request) > directly;
  }

  private static long length(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    // one that is unknown comes as the client reads its own source
    return length == null ? -1 : Long.parseLong(length);
  }

  /** Whether the client asks for it, RFC 7240. */
  static boolean isPreferred(HttpServerRequest request) {
    return request.headers().getAll("Prefer").stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(preference -> preference.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .anyMatch("respond-async"::equals);
  }

  /**
   * Keeps the rows and asks for their import; it blocks.
   *
   * @throws IOException as the stream threw it; nothing is kept then
   */
  TaskView take(Caller caller, ImportRequest asked, InputStream rows) throws IOException {
    TaskFiles.Kept kept = services.files().keep(caller, rows);
    try {
      return services
          .tasks()
          .enqueue(TaskRequest.now(caller, ImportTask.NAME, ImportTask.payload(asked, kept.id())))
          .compose(taken -> services.tasks().find(caller, taken.id()))
          .await();
    } catch (RuntimeException refused) {
      services.forget().accept(kept.id());
      throw refused;
    }
  }
}
