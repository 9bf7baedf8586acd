package verticles.http;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import verticles.security.SigningKeyList;

/** The keys that tokens are signed with, for administrators. */
final class KeyOperations {
  private final SigningKeyList keys;

  KeyOperations(SigningKeyList keys) {
    this.keys = keys;
  }

  void list(Exchange exchange) {
    keys.list()
        .onSuccess(found -> exchange.json(200, Map.of("items", found)))
        .onFailure(exchange::fail);
  }

  void rotate(Exchange exchange) {
    boolean end = exchange.body().toJsonObject().getBoolean("endOldTokens", false);
    keys.rotate(end ? SigningKeyList.Old.END : SigningKeyList.Old.LIVE_OUT)
        .onSuccess(
            count -> {
              exchange.changed(
                  new Change(
                      "signing-keys",
                      Optional.empty(),
                      Optional.of(
                          new JsonObject().put("replaced", count).put("endOldTokens", end))));
              exchange.json(202, Map.of("replaced", count));
            })
        .onFailure(exchange::fail);
  }
}
