package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.cache.CacheAdmin;
import verticles.cache.InvalidationResult;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.notify.Notifier;

/** Declares entries out of date, for the whole cluster. */
final class Invalidations {
  private record Answer(
      String id,
      String mode,
      long nearEntries,
      long sharedEntries,
      int nodes,
      int missingNodes,
      boolean recorded) {}

  private static final int TOLD = 20;

  private final CacheAdmin admin;
  private final Notifier notifier;

  Invalidations(CacheAdmin admin, Notifier notifier) {
    this.admin = admin;
    this.notifier = notifier;
  }

  void invalidate(Exchange exchange) {
    run(exchange, read(exchange.body().toJsonObject()));
  }

  /** The only action of the earlier systems' endpoint is {@code clear_cache}. */
  void clear(Exchange exchange) {
    run(exchange, Invalidation.of(Mode.REMOVE, new Target.Everything()));
  }

  private void run(Exchange exchange, Invalidation invalidation) {
    exchange.changed(Change.to("cache", asked(invalidation)));
    Future<InvalidationResult> done = admin.invalidate(invalidation);
    done.onSuccess(
            result -> {
              Tellings.invalidated(notifier, exchange.caller(), invalidation);
              exchange.json(200, answer(invalidation.mode(), result));
            })
        .onFailure(exchange::fail);
  }

  /** What the audit log says of it: some of what was named, and how much there was. */
  private static Map<String, Object> asked(Invalidation invalidation) {
    List<String> named = invalidation.targets().stream().limit(TOLD).map(String::valueOf).toList();
    return Map.of(
        "mode", invalidation.mode(), "targets", named, "count", invalidation.targets().size());
  }

  private static Answer answer(Mode mode, InvalidationResult result) {
    return new Answer(
        result.id(),
        mode == Mode.EXPIRE ? "expire" : "remove",
        result.nearEntries(),
        result.sharedEntries(),
        result.nodes(),
        result.missing(),
        result.recorded());
  }

  /**
   * What a body asks for; the contract has checked its form.
   *
   * @throws FailureException BAD_REQUEST naming each bad part
   */
  static Invalidation read(JsonObject body) {
    boolean all = body.getBoolean("all", false);
    List<FieldError> errors = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    if (all) {
      targets.add(new Target.Everything());
    }
    targets.addAll(targets(body, "keys", Target.Key::new));
    targets.addAll(targets(body, "tags", Target.Tag::new));
    targets.addAll(targets(body, "patterns", Target.Pattern::new));
    targets.addAll(targets(body, "namespaces", Target.Namespace::new));
    check(body, "keys", KeyText::wrong, errors);
    check(body, "patterns", KeyText::wrong, errors);
    if (!all) {
      check(body, "patterns", Invalidations::tooWide, errors);
    }
    if (targets.isEmpty()) {
      errors.add(new FieldError("/", "Name keys, tags, patterns or namespaces, or say all: true."));
    }
    if (!errors.isEmpty()) {
      throw FailureException.of(
          Failure.BAD_REQUEST, "It is not clear, or not allowed, what to invalidate.", errors);
    }
    Mode mode = body.getString("mode", "remove").equals("expire") ? Mode.EXPIRE : Mode.REMOVE;
    return Invalidation.of(mode, targets);
  }

  private static Optional<String> tooWide(String glob) {
    return KeyText.fitsEverything(glob)
        ? Optional.of("'%s' fits every entry; if that is meant, say all: true.".formatted(glob))
        : Optional.empty();
  }

  private static List<Target> targets(
      JsonObject body, String field, Function<String, Target> maker) {
    return body.getJsonArray(field, new JsonArray()).stream()
        .map(String::valueOf)
        .map(maker)
        .toList();
  }

  private static void check(
      JsonObject body,
      String field,
      Function<String, Optional<String>> rule,
      List<FieldError> errors) {
    JsonArray texts = body.getJsonArray(field, new JsonArray());
    for (int index = 0; index < texts.size(); index++) {
      String pointer = "/" + field + "/" + index;
      rule.apply(texts.getString(index)).ifPresent(why -> errors.add(new FieldError(pointer, why)));
    }
  }
}
