package verticles.http;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import verticles.sync.SyncPull;
import verticles.sync.SyncSources;
import verticles.sync.SyncState;

/** Shows what is pulled from other servers, and how that went last. */
final class SyncOperations {
  private final SyncSources sources;

  SyncOperations(SyncSources sources) {
    this.sources = sources;
  }

  void list(Exchange exchange) {
    sources
        .list(exchange.caller())
        .onSuccess(
            found ->
                exchange.json(
                    200, Map.of("items", found.stream().map(SyncOperations::form).toList())))
        .onFailure(exchange::fail);
  }

  private static Map<String, Object> form(SyncState state) {
    Map<String, Object> form = new HashMap<>();
    form.put("source", state.source());
    form.put("host", state.host());
    form.put("into", state.into());
    form.put("organisation", state.organisation());
    form.put("cron", state.cron());
    form.put("timeZone", state.timeZone());
    form.put("last", state.last().map(SyncOperations::form));
    form.put("succeededAt", state.succeededAt());
    return form;
  }

  private static Map<String, Object> form(SyncPull pull) {
    Map<String, Object> form = new HashMap<>();
    form.put("task", pull.task());
    form.put("state", pull.state());
    form.put("owner", pull.owner());
    form.put("askedAt", pull.askedAt());
    form.put("startedAt", pull.startedAt());
    form.put("finishedAt", pull.finishedAt());
    form.put("percent", Math.round(pull.percent() * 10) / 10.0);
    form.put("message", pull.message());
    form.put("error", pull.error());
    form.put("numbers", pull.numbers().map(JsonObject::getMap));
    return form;
  }
}
