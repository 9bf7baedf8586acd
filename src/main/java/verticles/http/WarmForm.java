package verticles.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.warming.WarmRequest;
import verticles.warming.WarmRun;

/** A warming run as JSON; {@code finishedAt} is null while it runs. */
record WarmForm(
    String id,
    String mode,
    List<String> datasets,
    String askedBy,
    String node,
    String state,
    int total,
    int done,
    int loaded,
    int alreadyFresh,
    int failed,
    List<String> errors,
    Instant startedAt,
    Optional<Instant> finishedAt) {

  static WarmForm of(WarmRun run) {
    return new WarmForm(
        run.id(),
        run.mode().name().toLowerCase(Locale.ROOT),
        run.datasets(),
        run.askedBy(),
        run.node(),
        run.state().name().toLowerCase(Locale.ROOT),
        run.total(),
        run.done(),
        run.loaded(),
        run.alreadyFresh(),
        run.failed(),
        run.errors(),
        run.startedAt(),
        run.finishedAt());
  }

  /**
   * What a body asks for; the contract has checked its form.
   *
   * @throws FailureException BAD_REQUEST when it names both a mode and datasets, or neither
   */
  static WarmRequest request(JsonObject body) {
    List<String> datasets =
        body.getJsonArray("datasets", new JsonArray()).stream().map(String::valueOf).toList();
    String mode = body.getString("mode", "");
    if (mode.isEmpty() == datasets.isEmpty()) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "It is not clear what to warm.",
          List.of(new FieldError("/mode", "Give a mode or datasets, one of both.")));
    }
    return mode.isEmpty()
        ? WarmRequest.datasets(datasets)
        : WarmRequest.of(WarmRequest.Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
  }
}
