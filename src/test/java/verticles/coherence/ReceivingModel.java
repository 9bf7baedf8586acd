package verticles.coherence;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import verticles.coherence.CoherenceMessage.Again;
import verticles.coherence.CoherenceMessage.Heartbeat;
import verticles.coherence.CoherenceMessage.Missed;
import verticles.coherence.CoherenceMessage.Numbered;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/**
 * One receiver, three senders and a bad network between them, in simulated time. It notes when the
 * receiver served although it had missed something that it had to know by then.
 */
final class ReceivingModel {
  /** What the network and the ledger are like. */
  enum Weather {
    /** Everything arrives in order. */
    CALM(0, 5, 0, 0, true),
    /** Some is lost, some is late or comes twice. */
    RAIN(0.05, 40, 0.1, 0.0, true),
    /** Much is lost, senders die, and the ledger helps. */
    STORM(0.3, 120, 0.3, 0.02, true),
    /** The same, and the ledger is down: what a sender that died sent last may be lost. */
    NIGHT(0.3, 120, 0.3, 0.02, false);

    final double lost;
    final int delay;
    final double twice;
    final double death;
    final boolean ledger;

    Weather(double lost, int delay, double twice, double death, boolean ledger) {
      this.lost = lost;
      this.delay = delay;
      this.twice = twice;
      this.death = death;
      this.ledger = ledger;
    }
  }

  /** A heartbeat may be a second away, then come the patience, the repair and the way there. */
  private static final long BOUND = 1_000 + 50 + 500 + 2 * 120 + 25;

  private static final long END = 12_000;
  private static final long QUIET = 9_000;

  private record Event(long at, long order, Runnable action) {}

  private record Sent(String id, String life, long at) {}

  private final Random random;
  private final Weather weather;
  private final Senders senders = new Senders();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final Map<String, Outbox> outboxes = new HashMap<>();
  private final List<Sent> missing = new ArrayList<>();
  private final Set<String> dead = new HashSet<>();
  private final List<String> violations = new ArrayList<>();
  private long now;
  private long order;
  private boolean doubted;
  private boolean deaf;

  ReceivingModel(long seed, Weather weather) {
    this.random = new Random(seed);
    this.weather = weather;
  }

  /** A receiver that believes all is well. */
  ReceivingModel deaf() {
    deaf = true;
    return this;
  }

  Senders senders() {
    return senders;
  }

  List<String> violations() {
    return violations;
  }

  void run() {
    for (String sender : List.of("a", "b", "c")) {
      restart(sender);
      at(random.nextInt(1_000), () -> heartbeat(sender));
      at(random.nextInt(200), () -> send(sender));
    }
    at(0, this::tick);
    at(random.nextInt(1_000), this::poll);
    while (!events.isEmpty() && now <= END) {
      Event event = events.poll();
      now = event.at();
      event.action().run();
    }
    if (doubted || senders.waits()) {
      violations.add("a gap was left open");
    }
  }

  private void at(long delay, Runnable action) {
    events.add(new Event(now + delay, order++, action));
  }

  private void restart(String sender) {
    // a small ring, so that some of what is missed cannot be sent again
    outboxes.put(sender, new Outbox(sender, 8));
  }

  private Outbox outbox(String sender) {
    return requireNonNull(outboxes.get(sender));
  }

  private void send(String sender) {
    if (now < QUIET) {
      if (random.nextDouble() < weather.death) {
        dead.add(outbox(sender).heartbeat().incarnation());
        restart(sender);
      }
      for (int i = random.nextInt(4); i >= 0; i--) {
        Invalidation change = Invalidation.of(Mode.REMOVE, new Target.Everything());
        Numbered message = outbox(sender).number(change, Depth.BOTH);
        missing.add(new Sent(change.id(), message.incarnation(), now));
        carry(() -> hear(message));
      }
      at(1 + random.nextInt(400), () -> send(sender));
    }
  }

  private void heartbeat(String sender) {
    Heartbeat beat = outbox(sender).heartbeat();
    at(latency(), () -> act(senders.promised(sender, beat.incarnation(), beat.newest(), now)));
    at(1_000, () -> heartbeat(sender));
  }

  private void carry(Runnable arrival) {
    if (random.nextDouble() >= weather.lost) {
      at(latency(), arrival);
    }
    if (random.nextDouble() < weather.twice) {
      at(latency(), arrival);
    }
  }

  /** In calm weather the network keeps the order. */
  private long latency() {
    return weather == Weather.CALM ? weather.delay : random.nextInt(weather.delay + 1);
  }

  private void hear(Numbered message) {
    applied(message.invalidation().id());
    act(senders.heard(message.sender(), message.incarnation(), message.sequence(), now));
  }

  private void applied(String id) {
    missing.removeIf(sent -> sent.id().equals(id));
  }

  private void act(List<Senders.Step> steps) {
    for (Senders.Step step : steps) {
      if (deaf) {
        continue;
      }
      switch (step) {
        case Senders.Step.Doubt doubt -> become(true);
        case Senders.Step.Trust trust -> become(false);
        case Senders.Step.Forget forget -> missing.clear();
        case Senders.Step.Ask ask -> ask(ask);
      }
    }
    check();
  }

  private void become(boolean now) {
    if (doubted == now) {
      violations.add("doubt and trust do not take turns");
    }
    doubted = now;
  }

  private void ask(Senders.Step.Ask ask) {
    carry(
        () -> {
          Again again =
              outbox(ask.sender()).again(new Missed(ask.incarnation(), ask.from(), ask.to()));
          carry(() -> again.messages().forEach(this::hear));
        });
  }

  private void tick() {
    act(senders.passed(now));
    at(25, this::tick);
  }

  /** The ledger has all that was sent, a moment later. */
  private void poll() {
    if (weather.ledger) {
      List.copyOf(missing).stream()
          .filter(sent -> dead.contains(sent.life()))
          .forEach(sent -> applied(sent.id()));
    }
    at(1_000, this::poll);
  }

  private void check() {
    missing.stream()
        .filter(sent -> weather.ledger || !dead.contains(sent.life()))
        .filter(sent -> !doubted && now - sent.at() > BOUND)
        .forEach(sent -> violations.add("at %d: %s was missed".formatted(now, sent)));
    missing.removeIf(sent -> now - sent.at() > 2 * BOUND);
  }
}
