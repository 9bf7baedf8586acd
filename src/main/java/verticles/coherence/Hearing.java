package verticles.coherence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import verticles.bus.Bus;
import verticles.coherence.CoherenceMessage.Again;
import verticles.coherence.CoherenceMessage.Confirmed;
import verticles.coherence.CoherenceMessage.Heartbeat;
import verticles.coherence.CoherenceMessage.Hello;
import verticles.coherence.CoherenceMessage.Missed;
import verticles.coherence.CoherenceMessage.Numbered;

/**
 * Hears the other nodes, and repairs what it did not hear: while something is missing the memory is
 * in doubt. Safe to call from every thread.
 */
final class Hearing {
  private static final Duration HELLO = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofMillis(Senders.REPAIR_MILLIS);
  private static final long LOOK_MILLIS = 25;

  private final Vertx vertx;
  private final Bus bus;
  private final Outbox outbox;
  private final NearMemory memory;
  private final Applied applied;
  private final Senders senders = new Senders();
  private boolean looks;
  private volatile boolean closed;

  Hearing(Vertx vertx, Bus bus, Outbox outbox, NearMemory memory, Applied applied) {
    this.vertx = vertx;
    this.bus = bus;
    this.outbox = outbox;
    this.memory = memory;
    this.applied = applied;
  }

  /** Listens, then asks each other node how far it is; a node that does not say is found later. */
  Future<Void> start(List<String> others) {
    return bus.<CoherenceMessage>hear(CoherenceMessage.NEWS, this::hear)
        .compose(heard -> bus.answer(CoherenceMessage.NODE, this::answer))
        .compose(
            answering ->
                Future.join(others.stream().map(this::meet).toList()).otherwiseEmpty().mapEmpty());
  }

  private Future<Void> meet(String node) {
    return bus.<Heartbeat>askNode(CoherenceMessage.NODE, node, new Hello(), HELLO)
        .onSuccess(
            beat -> {
              synchronized (this) {
                senders.met(beat.sender(), beat.incarnation(), beat.newest());
              }
            })
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void hear(CoherenceMessage message) {
    switch (message) {
      case Numbered numbered -> hear(numbered);
      case Heartbeat beat -> hear(beat);
      default -> {}
    }
  }

  private Future<CoherenceMessage> answer(CoherenceMessage message) {
    return Future.succeededFuture(
        switch (message) {
          case Numbered numbered -> {
            hear(numbered);
            yield new Confirmed();
          }
          case Missed missed -> outbox.again(missed);
          default -> outbox.heartbeat();
        });
  }

  private synchronized void hear(Numbered message) {
    if (closed || message.sender().equals(bus.nodeId())) {
      return;
    }
    // first of all it counts: trust may follow
    applied.apply(message.invalidation(), message.depth());
    act(senders.heard(message.sender(), message.incarnation(), message.sequence(), now()));
  }

  private synchronized void hear(Heartbeat beat) {
    if (!closed && !beat.sender().equals(bus.nodeId())) {
      act(senders.promised(beat.sender(), beat.incarnation(), beat.newest(), now()));
    }
  }

  /** Drops the numbers of the nodes that have left. */
  synchronized void retain(List<String> members) {
    act(senders.retain(members));
  }

  private synchronized void look() {
    looks = false;
    if (!closed) {
      act(senders.passed(now()));
    }
  }

  private void act(List<Senders.Step> steps) {
    for (Senders.Step step : steps) {
      switch (step) {
        case Senders.Step.Doubt doubt -> memory.doubt();
        case Senders.Step.Forget forget -> memory.forget();
        case Senders.Step.Trust trust -> memory.trust();
        case Senders.Step.Ask ask -> ask(ask);
      }
    }
    if (senders.waits() && !looks) {
      looks = true;
      vertx.setTimer(LOOK_MILLIS, later -> look());
    }
  }

  private void ask(Senders.Step.Ask ask) {
    Missed missed = new Missed(ask.incarnation(), ask.from(), ask.to());
    bus.<Again>askNode(CoherenceMessage.NODE, ask.sender(), missed, ANSWER)
        .onSuccess(again -> again.messages().forEach(this::hear));
  }

  synchronized boolean isTrusted() {
    return senders.doubts() == 0;
  }

  synchronized long gaps() {
    return senders.gaps();
  }

  synchronized long repairs() {
    return senders.repairs();
  }

  synchronized long forgets() {
    return senders.forgets();
  }

  /** Hears nothing any more. */
  void close() {
    closed = true;
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
