package verticles.market;

import io.vertx.core.json.JsonObject;
import verticles.bus.FailureException;

/** What an import refused, as the result of a task. */
public final class BadRows {
  private BadRows() {}

  /** {@code badRows}, each with its pointer and what is wrong with it. */
  public static JsonObject of(FailureException refused) {
    return new JsonObject()
        .put(
            "badRows",
            refused.errors().stream()
                .map(
                    row ->
                        new JsonObject().put("pointer", row.pointer()).put("detail", row.detail()))
                .toList());
  }
}
