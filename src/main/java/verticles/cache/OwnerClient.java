package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.coherence.Invalidator;
import verticles.invalidation.Invalidation;
import verticles.shared.SharedValue;

/**
 * Asks the node that owns a key, so that the cluster makes one load. An owner may take its time,
 * but it has to be alive: who does not answer a short question is not waited for.
 */
final class OwnerClient {
  private static final Logger LOGGER = LoggerFactory.getLogger(OwnerClient.class);
  private static final long LOOK_MILLIS = 500;
  private static final Duration ALIVE = Duration.ofSeconds(1);

  /** One unanswered question may be a busy machine; a second load is worse than a second of it. */
  private static final int UNANSWERED = 2;

  private final Vertx vertx;
  private final Bus bus;
  private final Supplier<List<String>> members;
  private final Invalidator invalidator;
  private final Duration limit;

  /**
   * A client.
   *
   * @param members ids of the nodes in the grid, this one included
   * @param limit how long an owner may take in any case
   */
  OwnerClient(
      Vertx vertx,
      Bus bus,
      Supplier<List<String>> members,
      Invalidator invalidator,
      Duration limit) {
    this.vertx = vertx;
    this.bus = bus;
    this.members = members;
    this.invalidator = invalidator;
    this.limit = limit;
  }

  /** The id of the node that loads a key. */
  String owner(String key) {
    List<String> present = members.get();
    return present.isEmpty() ? bus.nodeId() : Owners.of(key, present);
  }

  /** What the owner has; empty when it is this node, or away. */
  Future<Optional<SharedValue>> fetch(CacheMessage.Read read, long newerThan) {
    String owner = owner(read.key());
    if (owner.equals(bus.nodeId())) {
      return Future.succeededFuture(Optional.empty());
    }
    Promise<Optional<SharedValue>> fetched = Promise.promise();
    List<Invalidation> known = invalidator.recent(read.key(), read.tags());
    bus.<CacheMessage>askNode(
            CacheMessage.FETCHES, owner, new CacheMessage.Fetch(read, newerThan, known), limit)
        .onSuccess(answer -> complete(fetched, answer))
        .onFailure(thrown -> away(fetched, owner, thrown));
    vertx.setTimer(LOOK_MILLIS, timer -> look(fetched, owner, 0));
    return fetched.future();
  }

  private static void complete(Promise<Optional<SharedValue>> fetched, CacheMessage answer) {
    switch (answer) {
      case CacheMessage.Fetched(SharedValue value) -> fetched.tryComplete(Optional.of(value));
      case CacheMessage.NotFetched(int status, String reason) ->
          notFetched(fetched, FailureException.of(Failure.ofStatus(status), reason));
      default -> fetched.tryComplete(Optional.empty());
    }
  }

  /** The source of all nodes is in trouble, or only the owner is: it knows no such question. */
  private static void notFetched(Promise<Optional<SharedValue>> fetched, FailureException failure) {
    switch (failure.failure()) {
      case UNAVAILABLE, TIMEOUT, UPSTREAM, TOO_MANY -> fetched.tryFail(failure);
      default -> fetched.tryComplete(Optional.empty());
    }
  }

  private void look(Promise<Optional<SharedValue>> fetched, String owner, int unanswered) {
    if (fetched.future().isComplete()) {
      return;
    } else if (!members.get().contains(owner)) {
      fetched.tryComplete(Optional.empty());
      return;
    }
    bus.<CacheMessage>askNode(CacheMessage.NODES, owner, new CacheMessage.Alive(), ALIVE)
        .onSuccess(alive -> vertx.setTimer(LOOK_MILLIS, timer -> look(fetched, owner, 0)))
        .onFailure(
            thrown -> {
              if (unanswered + 1 < UNANSWERED) {
                look(fetched, owner, unanswered + 1);
              } else {
                away(fetched, owner, thrown);
              }
            });
  }

  private static void away(Promise<Optional<SharedValue>> fetched, String owner, Throwable thrown) {
    if (fetched.tryComplete(Optional.empty())) {
      LOGGER
          .atInfo()
          .addKeyValue("owner", owner)
          .addKeyValue("reason", thrown.getMessage())
          .log("a key is loaded here: its owner does not answer");
    }
  }
}
