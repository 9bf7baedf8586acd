package verticles.shared;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The stamps in the grid, and which invalidations have been applied there. */
final class GridStamps {
  private static final String APPLIED = "i:";

  private final IMap<String, String> stamps;

  private final Vertx vertx;

  GridStamps(Vertx vertx, HazelcastInstance grid) {
    this.vertx = vertx;
    this.stamps = grid.getMap("cache.stamps");
  }

  /** The present stamps, made where they are missing. */
  Future<Map<String, String>> present(Collection<String> names) {
    List<Future<?>> reads = new ArrayList<>();
    Map<String, String> present = new HashMap<>();
    for (String name : names) {
      reads.add(
          future(stamps.getAsync(name))
              .compose(found -> found == null ? make(name) : Future.succeededFuture(found))
              .onSuccess(
                  stamp -> {
                    synchronized (present) {
                      present.put(name, stamp);
                    }
                  }));
    }
    return Future.all(reads).map(done -> present);
  }

  private Future<String> make(String name) {
    return future(stamps.submitToKey(name, new GridStepMake<>(Stamp.fresh(), Kept.stampMillis(0))));
  }

  Future<Void> remove(String name) {
    return future(stamps.deleteAsync(name)).mapEmpty();
  }

  Future<Void> expire(String name) {
    return future(stamps.submitToKey(name, new GridStepOnStamp(Stamp.freshHalf()))).mapEmpty();
  }

  /** How many values an invalidation took when it was applied; empty when it was not. */
  Future<Optional<Long>> applied(String id) {
    return future(stamps.getAsync(APPLIED + id))
        .map(found -> Optional.ofNullable(found).map(Long::valueOf));
  }

  Future<Void> remember(String id, long count) {
    return future(
            stamps.setAsync(
                APPLIED + id, Long.toString(count), Kept.LEASE_MILLIS, TimeUnit.MILLISECONDS))
        .mapEmpty();
  }

  private <T extends @Nullable Object> Future<T> future(CompletionStage<T> stage) {
    return future(vertx, stage);
  }

  /** Hazelcast completes on threads of its own; whoever waits is called on his. */
  static <T extends @Nullable Object> Future<T> future(Vertx vertx, CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }
}
