package verticles.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * The way to the master that keeps one slot of a Cluster. Only this master has to be well; when the
 * slot has gone to another one, the way leads there.
 */
final class SlotRedis implements RedisConnection {
  private static final int REDIRECTIONS = 5;
  private static final String NOBODY = "nobody";
  private static final FailureException UNOWNED =
      FailureException.of(Failure.UNAVAILABLE, "No server keeps this part of the shared cache.");

  private static final FailureException MOVING =
      FailureException.of(
          Failure.UNAVAILABLE, "This part of the shared cache goes to another server.");

  private final ClusterRedis cluster;
  private final int slot;
  private final Redirected redirected;

  SlotRedis(ClusterRedis cluster, int slot, Redirected redirected) {
    this.cluster = cluster;
    this.slot = slot;
    this.redirected = redirected;
  }

  @Override
  public Future<@Nullable Response> send(Request command) {
    return batch(List.of(command)).<@Nullable Response>map(replies -> only(replies.getFirst()));
  }

  private static @Nullable Response only(Reply reply) {
    if (!reply.isDone()) {
      throw FailureException.of(
          Failure.UPSTREAM,
          "The shared cache refused the command.",
          new IllegalStateException(reply.refusal()));
    }
    return reply.value().orElse(null);
  }

  @Override
  public Future<List<Reply>> batch(List<Request> commands) {
    String owner = cluster.owner(slot);
    return owner.isEmpty()
        ? Future.failedFuture(UNOWNED)
        : cluster
            .node(owner)
            .batch(commands)
            .compose(replies -> follow(owner, commands, replies, REDIRECTIONS));
  }

  /** Sends what was redirected to where it was said, and puts the replies into their places. */
  private Future<List<Reply>> follow(
      String asked, List<Request> commands, List<Reply> replies, int left) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < replies.size(); i++) {
      if (Redirect.of(replies.get(i)).isPresent()) {
        places.add(i);
      }
    }
    if (places.isEmpty() || left == 0) {
      return Future.succeededFuture(replies);
    }
    Redirect redirect = Redirect.of(replies.get(places.getFirst())).orElseThrow();
    String there = redirect.from(asked);
    if (redirect.kind() == Redirect.Kind.MOVED) {
      cluster.moved(slot, there);
    }
    if (redirected == Redirected.REFUSED) {
      return Future.failedFuture(MOVING);
    }
    List<Request> again = places.stream().map(commands::get).toList();
    return (redirect.kind() == Redirect.Kind.ASK
            ? ask(there, again)
            : cluster.node(there).batch(again))
        .compose(second -> follow(there, again, second, left - 1))
        .map(
            second -> {
              List<Reply> all = new ArrayList<>(replies);
              for (int i = 0; i < places.size(); i++) {
                all.set(places.get(i), second.get(i));
              }
              return all;
            });
  }

  private Future<List<Reply>> ask(String there, List<Request> again) {
    List<Request> announced = new ArrayList<>();
    for (Request command : again) {
      announced.add(Request.cmd(Command.ASKING));
      announced.add(command);
    }
    return cluster
        .node(there)
        .batch(announced)
        .map(
            replies -> {
              List<Reply> answers = new ArrayList<>();
              for (int i = 1; i < replies.size(); i += 2) {
                answers.add(replies.get(i));
              }
              return answers;
            });
  }

  @Override
  public String server() {
    String owner = cluster.owner(slot);
    return owner.isEmpty() ? NOBODY : owner;
  }

  @Override
  public RedisState state() {
    String owner = cluster.owner(slot);
    return owner.isEmpty()
        ? new RedisState.Down(Instant.EPOCH, "no server keeps this part")
        : cluster.node(owner).state();
  }

  @Override
  public CircuitBreaker.State breaker() {
    String owner = cluster.owner(slot);
    return owner.isEmpty() ? CircuitBreaker.State.OPEN : cluster.node(owner).breaker();
  }
}
