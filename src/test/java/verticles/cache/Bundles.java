package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import verticles.cache.CacheAnswer.Status;

/** A cache that warms several keys together, and a source that is asked for them in one go. */
final class Bundles {
  final Caches caches = new Caches(Reads.CONFIG.policies());
  final List<Promise<CacheMessage.LoadedAll>> together = new ArrayList<>();
  final List<List<String>> askedTogether = new ArrayList<>();

  Bundles() {
    caches.sourceInOneGo =
        all -> {
          askedTogether.add(all.loads().stream().map(load -> load.question().get("key")).toList());
          Promise<CacheMessage.LoadedAll> promise = Promise.promise();
          together.add(promise);
          return promise.future();
        };
  }

  List<Future<Status>> warm(String... keys) {
    return caches.warm(Stream.of(keys).map(key -> Reads.read(key, "minute")).toList());
  }

  void allAnswer(String... bodies) {
    together
        .getLast()
        .complete(new CacheMessage.LoadedAll(Stream.of(bodies).map(Reads::loaded).toList()));
    caches.endTurn();
  }

  boolean isShared(String key) {
    return caches.tier.find(key, List.of("tag")).result().value().isPresent();
  }

  @Nullable Kept kept(String key) {
    return caches.memory.entries().find(key);
  }

  String keptBody(String key) {
    return Objects.requireNonNull(kept(key)).entry().identity().body().toString();
  }
}
