package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import verticles.warming.WarmRequest;
import verticles.warming.WarmRun;
import verticles.warming.Warmer;

/** Starts, watches and ends warming runs. */
final class WarmOperations {
  private static final String PATH = "/api/v1/performance/cache/warm/";

  private final Warmer warmer;

  WarmOperations(Warmer warmer) {
    this.warmer = warmer;
  }

  void start(Exchange exchange) {
    WarmRequest request = WarmForm.request(exchange.body().toJsonObject());
    warmer
        .start(exchange.caller(), request)
        .onSuccess(
            run -> {
              exchange.changed(
                  Change.to(
                      "warm-run/" + run.id(),
                      Map.of("mode", run.mode(), "datasets", run.datasets())));
              if (!exchange.answered()) {
                exchange.request().response().putHeader(HttpHeaders.LOCATION, PATH + run.id());
                exchange.json(202, WarmForm.of(run));
              }
            })
        .onFailure(exchange::fail);
  }

  void list(Exchange exchange) {
    Future<List<WarmRun>> runs = warmer.runs();
    runs.onSuccess(
            all -> exchange.json(200, Map.of("items", all.stream().map(WarmForm::of).toList())))
        .onFailure(exchange::fail);
  }

  void one(Exchange exchange) {
    show(exchange, warmer.run(id(exchange)));
  }

  void cancel(Exchange exchange) {
    show(
        exchange,
        warmer
            .cancel(id(exchange))
            .onSuccess(run -> exchange.changed(Change.of("warm-run/" + run.id()))));
  }

  private static void show(Exchange exchange, Future<WarmRun> run) {
    run.onSuccess(found -> exchange.json(200, WarmForm.of(found))).onFailure(exchange::fail);
  }

  private static String id(Exchange exchange) {
    return exchange.path().substring(PATH.length());
  }
}
