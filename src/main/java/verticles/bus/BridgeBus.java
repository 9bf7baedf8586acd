package verticles.bus;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.util.function.BiFunction;

/**
 * The few addresses that browsers reach through the event-bus bridge. They exist on this node only:
 * no other node hears them, and none of the addresses between nodes is among them.
 */
public final class BridgeBus {
  private final Vertx vertx;

  /** The bridged addresses of that node. */
  public BridgeBus(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Tells the browsers on this node that listen to an address; none may. */
  public void tell(String address, JsonObject message) {
    vertx.eventBus().publish(address, message, new DeliveryOptions().setLocalOnly(true));
  }

  /**
   * Answers what browsers send to an address.
   *
   * @param answer takes the body, an empty object when it is none, and the headers that the bridge
   *     wrote; it completes with a JSON object or fails with what the browser may read
   * @return ends it
   */
  public Runnable answer(
      String address, BiFunction<JsonObject, MultiMap, Future<JsonObject>> answer) {
    var consumer =
        vertx
            .eventBus()
            .localConsumer(
                address,
                message -> {
                  JsonObject body =
                      message.body() instanceof JsonObject json ? json : new JsonObject();
                  Future.succeededFuture(body)
                      .compose(asked -> answer.apply(asked, message.headers()))
                      .onSuccess(message::reply)
                      .onFailure(
                          thrown -> {
                            FailureException failure = Failures.of(thrown);
                            message.fail(failure.failure().status(), failure.detail());
                          });
                });
    return consumer::unregister;
  }
}
