package verticles.bus;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends typed messages between verticles and nodes; the only user of Vert.x' event bus. Each
 * address' {@link Scope} decides how a message travels. Every ask has a deadline, and every
 * consumer answers: what it throws becomes a {@link Failure}.
 */
public final class Bus {
  /** The largest encoded message between nodes: 8 MiB. Inside a node there is no limit. */
  public static final int LARGEST_MESSAGE = 8 << 20;

  private static final Logger LOGGER = LoggerFactory.getLogger(Bus.class);

  private final Vertx vertx;
  private final String nodeId;
  private volatile Arrivals arrivals = (address, message, handle) -> handle.run();
  private final List<FamilyCodec> codecs = new CopyOnWriteArrayList<>();

  /**
   * The bus of this node.
   *
   * @param nodeId the cluster manager's id of this node, which EXACT messages name
   */
  public Bus(Vertx vertx, String nodeId) {
    this.vertx = vertx;
    this.nodeId = nodeId;
    vertx.eventBus().serializableChecker(name -> false);
    vertx
        .eventBus()
        .codecSelector(
            message ->
                codecs.stream()
                    .filter(codec -> codec.carries(message))
                    .findFirst()
                    .map(FamilyCodec::name)
                    .orElse(null));
  }

  /** The id that {@link #askNode} needs to reach this node. */
  public String nodeId() {
    return nodeId;
  }

  /** Makes a sealed family of records known; once per family, before it is sent or consumed. */
  public Bus carry(Class<?> family) {
    FamilyCodec codec = new FamilyCodec(family, LARGEST_MESSAGE);
    vertx.eventBus().registerCodec(codec);
    codecs.add(codec);
    return this;
  }

  /**
   * Answers the messages of an address. The future completes when the whole cluster can see the
   * consumer.
   */
  public <Q, A> Future<Void> answer(Address address, Function<Q, Future<A>> answer) {
    MessageConsumer<Q> consumer =
        switch (address.scope()) {
          case NODE -> vertx.eventBus().localConsumer(address.name());
          case ANY, ALL -> vertx.eventBus().consumer(address.name());
          case EXACT -> vertx.eventBus().consumer(address.on(nodeId));
        };
    consumer.handler(
        message ->
            arrivals.arrive(address, message.body(), () -> answer(address, message, answer)));
    return consumer.completion();
  }

  /** Hears the announcements of an address of scope ALL, this node's own included. */
  public <Q> Future<Void> hear(Address address, Consumer<Q> listener) {
    MessageConsumer<Q> consumer = vertx.eventBus().consumer(address.name());
    consumer.handler(
        message ->
            arrivals.arrive(address, message.body(), () -> hear(address, message, listener)));
    return consumer.completion();
  }

  private static <Q> void hear(Address address, Message<Q> message, Consumer<Q> listener) {
    try {
      listener.accept(message.body());
    } catch (RuntimeException e) {
      log(address, e);
    }
  }

  /** What a test does to the messages that reach this node. */
  void disturb(Arrivals disturbed) {
    arrivals = disturbed;
  }

  private <Q, A> void answer(Address address, Message<Q> message, Function<Q, Future<A>> answer) {
    Future.succeededFuture(message)
        .compose(asked -> requireNonNull(answer.apply(asked.body()), "no future"))
        .map(
            reply -> {
              message.reply(reply);
              return reply;
            })
        .onFailure(
            thrown -> {
              FailureException failure = Failures.of(thrown);
              if (failure.failure() == Failure.INTERNAL) {
                log(address, thrown);
              }
              message.fail(failure.failure().status(), Failures.toWire(failure));
            });
  }

  private static void log(Address address, Throwable thrown) {
    LOGGER
        .atError()
        .addKeyValue("address", address.name())
        .setCause(thrown)
        .log("a message was not handled");
  }

  /**
   * Asks an address of scope NODE or ANY. An ANY message is tried again on another node when the
   * first does not answer in half of the time; its work must be idempotent.
   *
   * @param deadline how long the whole ask may take
   * @return the answer, or a {@link FailureException}: TIMEOUT when nobody answered, UNAVAILABLE
   *     when nobody listens, or what the answering side failed with
   */
  public <A> Future<A> ask(Address address, Object message, Duration deadline) {
    return switch (address.scope()) {
      case NODE -> request(address.name(), message, options(deadline).setLocalOnly(true));
      case ANY -> {
        Duration half = deadline.dividedBy(2);
        yield this.<A>request(address.name(), message, options(half))
            .recover(thrown -> again(address, message, half, Failures.of(thrown)));
      }
      case EXACT, ALL -> throw new IllegalArgumentException(address + " cannot be asked so");
    };
  }

  private <A> Future<A> again(
      Address address, Object message, Duration rest, FailureException first) {
    return switch (first.failure()) {
      case TIMEOUT, UNAVAILABLE -> request(address.name(), message, options(rest));
      default -> Future.failedFuture(first);
    };
  }

  /** Asks one node at an address of scope EXACT. */
  public <A> Future<A> askNode(Address address, String node, Object message, Duration deadline) {
    return request(address.on(node), message, options(deadline));
  }

  /** Tells every node, this one included. It can be missed: the receiver must be able to repair. */
  public void announce(Address address, Object message) {
    vertx.eventBus().publish(address.name(), message);
  }

  private <A> Future<A> request(String address, Object message, DeliveryOptions options) {
    return Future.succeededFuture(message)
        .compose(body -> vertx.eventBus().<A>request(address, body, options))
        .map(Message::body)
        .recover(thrown -> Future.failedFuture(Failures.of(thrown)));
  }

  private static DeliveryOptions options(Duration deadline) {
    return new DeliveryOptions().setSendTimeout(Math.max(1, deadline.toMillis()));
  }
}
