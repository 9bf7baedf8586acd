package verticles.bus;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.testing.TestCluster;

/** Answers every probe; {@code main} is the second node of the bus tests. */
record ProbePeer(TestCluster node, AtomicInteger heard) {

  static ProbePeer on(TestCluster node) {
    ProbePeer peer = new ProbePeer(node, new AtomicInteger());
    node.bus().carry(Probe.class);
    Future.all(
            node.bus().answer(Probe.NODE, peer::answer),
            node.bus().answer(Probe.ANY, peer::answer),
            node.bus().answer(Probe.EXACT, peer::answer),
            node.bus().hear(Probe.ALL, ignored -> peer.heard.incrementAndGet()))
        .await();
    return peer;
  }

  private Future<Object> answer(Probe probe) {
    return switch (probe) {
      case Probe.Slow slow -> node.vertx().timer(slow.millis()).map(here());
      case Probe.Refuse refuse ->
          Future.failedFuture(
              FailureException.of(
                  Failure.BAD_REQUEST,
                  "One parameter is wrong.",
                  List.of(new FieldError(refuse.pointer(), "read x; accepted y"))));
      case Probe.Crash crash -> throw new IllegalStateException("thrown by the handler");
      case Probe.Send send -> Future.succeededFuture(new Probe.Load(new byte[send.bytes()]));
      case Probe.HowOften often -> Future.succeededFuture(new Probe.Heard(heard.get()));
      case Probe.Rich rich -> Future.succeededFuture(rich);
      default -> Future.succeededFuture(here());
    };
  }

  private Object here() {
    return new Probe.Here(node.bus().nodeId());
  }

  public static void main(String[] arguments) throws InterruptedException {
    TestCluster node =
        TestCluster.join(
            arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    on(node);
    System.out.println("ready " + node.bus().nodeId());
    Thread.sleep(Duration.ofMinutes(5));
  }
}
