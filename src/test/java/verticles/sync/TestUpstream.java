package verticles.sync;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Another server of a test, whose answers are given by each test. */
final class TestUpstream {
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  volatile Handler<HttpServerRequest> answer =
      request -> request.response().setStatusCode(500).end();
  final int port;

  TestUpstream(Vertx vertx) {
    port =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  asked.add(request.uri());
                  answer.handle(request);
                })
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
  }

  /** Rows {@code from} to {@code to}, the last one left out, each with its id and a value. */
  static JsonArray rows(int from, int to) {
    JsonArray rows = new JsonArray();
    IntStream.range(from, to)
        .forEach(n -> rows.add(new JsonObject().put("id", "r%05d".formatted(n)).put("value", n)));
    return rows;
  }

  /** So many rows in numbered pages. */
  static Handler<HttpServerRequest> paged(int rows, int size) {
    return request -> {
      int page = Integer.parseInt(request.getParam("page"));
      int from = Math.min(rows, (page - 1) * size);
      send(request, rows(from, Math.min(rows, from + size)));
    };
  }

  static void send(HttpServerRequest request, Object body) {
    request.response().putHeader("content-type", "application/json").end(body.toString());
  }
}
