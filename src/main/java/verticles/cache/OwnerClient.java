package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.coherence.Invalidator;
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
    return this.<CacheMessage.FetchAnswer>ask(owner, question(new Wish(read, newerThan)))
        .compose(answer -> answer.map(OwnerClient::value).orElseGet(OwnerClient::nothing));
  }

  /** An answer that is asked for. */
  record Wish(CacheMessage.Read read, long newerThan) {}

  /** The same for several, in their order; what one owner has of them comes together. */
  List<Future<Optional<SharedValue>>> fetch(List<Wish> wishes) {
    Map<String, List<Wish>> byOwner = new LinkedHashMap<>();
    wishes.forEach(
        wish ->
            byOwner.computeIfAbsent(owner(wish.read().key()), name -> new ArrayList<>()).add(wish));
    Map<Wish, Future<Optional<SharedValue>>> fetched = new IdentityHashMap<>();
    byOwner.forEach((owner, own) -> fetched.putAll(fetch(owner, own)));
    return wishes.stream().map(fetched::get).toList();
  }

  private Map<Wish, Future<Optional<SharedValue>>> fetch(String owner, List<Wish> wishes) {
    Map<Wish, Future<Optional<SharedValue>>> fetched = new IdentityHashMap<>();
    if (owner.equals(bus.nodeId()) || wishes.size() == 1) {
      wishes.forEach(wish -> fetched.put(wish, fetch(wish.read(), wish.newerThan())));
      return fetched;
    }
    Future<Optional<CacheMessage.FetchedAll>> all =
        ask(owner, new CacheMessage.FetchAll(wishes.stream().map(this::question).toList()));
    for (int i = 0; i < wishes.size(); i++) {
      Wish wish = wishes.get(i);
      int number = i;
      fetched.put(
          wish,
          all.compose(
              answer ->
                  answer
                      .map(answers -> answered(wish, answers.each().get(number)))
                      .orElseGet(OwnerClient::nothing)));
    }
    return fetched;
  }

  private Future<Optional<SharedValue>> answered(Wish wish, CacheMessage.FetchAnswer answer) {
    return answer instanceof CacheMessage.FetchAlone
        ? fetch(wish.read(), wish.newerThan())
        : value(answer);
  }

  private CacheMessage.Fetch question(Wish wish) {
    CacheMessage.Read read = wish.read();
    return new CacheMessage.Fetch(
        read, wish.newerThan(), invalidator.recent(read.key(), read.tags()));
  }

  /** What the owner answers; empty when it is away. */
  private <A> Future<Optional<A>> ask(String owner, CacheMessage question) {
    Promise<Optional<A>> answered = Promise.promise();
    bus.<A>askNode(CacheMessage.FETCHES, owner, question, limit)
        .onSuccess(answer -> answered.tryComplete(Optional.of(answer)))
        .onFailure(thrown -> away(answered, owner, thrown));
    vertx.setTimer(LOOK_MILLIS, timer -> look(answered, owner, 0));
    return answered.future();
  }

  private static Future<Optional<SharedValue>> value(CacheMessage.FetchAnswer answer) {
    return switch (answer) {
      case CacheMessage.Fetched(SharedValue value) -> Future.succeededFuture(Optional.of(value));
      case CacheMessage.NotFetched(int status, String reason) ->
          notFetched(FailureException.of(Failure.ofStatus(status), reason));
      case CacheMessage.FetchAlone alone -> nothing();
    };
  }

  /** The source of all nodes is in trouble, or only the owner is: it knows no such question. */
  private static Future<Optional<SharedValue>> notFetched(FailureException failure) {
    return switch (failure.failure()) {
      case UNAVAILABLE, TIMEOUT, UPSTREAM, TOO_MANY -> Future.failedFuture(failure);
      default -> nothing();
    };
  }

  private static Future<Optional<SharedValue>> nothing() {
    return Future.succeededFuture(Optional.empty());
  }

  private <A> void look(Promise<Optional<A>> fetched, String owner, int unanswered) {
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

  private static <A> void away(Promise<Optional<A>> fetched, String owner, Throwable thrown) {
    if (fetched.tryComplete(Optional.empty())) {
      LOGGER
          .atInfo()
          .addKeyValue("owner", owner)
          .addKeyValue("reason", thrown.getMessage())
          .log("a key is loaded here: its owner does not answer");
    }
  }
}
