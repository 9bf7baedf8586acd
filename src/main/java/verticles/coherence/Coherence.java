package verticles.coherence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.coherence.CoherenceMessage.Numbered;
import verticles.invalidation.Invalidation;
import verticles.shared.SharedTier;

/**
 * Keeps the memories of all nodes and the tier they share from serving what was declared out of
 * date; one per node. Safe to call from every thread.
 */
public final class Coherence implements Invalidator {
  private static final Duration CONFIRMATION = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Bus bus;
  private final Supplier<List<String>> members;
  private final Ledger ledger;
  private final SharedTier shared;
  private final InstantSource clock;
  private final Consumer<String> caughtUp;
  private final Outbox outbox;
  private final Backlog backlog = new Backlog();
  private final Recent recent;
  private final Map<String, LedgerWatch> sources = new ConcurrentHashMap<>();
  private volatile @Nullable Parts parts;
  private volatile long timer = -1;

  private record Parts(Applied applied, Hearing hearing, Catching catching, LedgerWatch watch) {}

  /**
   * The coherence of a node, not started yet.
   *
   * @param members the ids of the nodes in the cluster, this one included; asked each second
   * @param ledger of the node's own database
   * @param caughtUp is told each mark up to which the shared tier has all of the ledger
   */
  public Coherence(
      Vertx vertx,
      Bus bus,
      Supplier<List<String>> members,
      Ledger ledger,
      SharedTier shared,
      InstantSource clock,
      Consumer<String> caughtUp) {
    this(vertx, bus, members, ledger, shared, clock, caughtUp, Senders.RING);
  }

  Coherence(
      Vertx vertx,
      Bus bus,
      Supplier<List<String>> members,
      Ledger ledger,
      SharedTier shared,
      InstantSource clock,
      Consumer<String> caughtUp,
      int kept) {
    this.vertx = vertx;
    this.bus = bus;
    this.members = members;
    this.ledger = ledger;
    this.shared = shared;
    this.clock = clock;
    this.caughtUp = caughtUp;
    this.outbox = new Outbox(bus.nodeId(), kept);
    this.recent = new Recent(clock);
  }

  /** Begins to hear, before that memory has its first entry; completes when it may be used. */
  public Future<Void> start(NearMemory memory) {
    bus.carry(CoherenceMessage.class);
    Applied applied = new Applied(memory, recent);
    Hearing hearing = new Hearing(vertx, bus, outbox, memory, applied);
    Catching catching = new Catching(memory, shared, applied, clock, caughtUp);
    LedgerWatch watch = new LedgerWatch(vertx, "own", ledger, catching);
    Parts started = new Parts(applied, hearing, catching, watch);
    parts = started;
    timer = vertx.setPeriodic(HEARTBEAT.toMillis(), tick -> tick(started));
    return hearing.start(others()).compose(heard -> watch.start());
  }

  private void tick(Parts started) {
    bus.announce(CoherenceMessage.NEWS, outbox.heartbeat());
    started.hearing().retain(members.get());
    if (started.watch().isUp()) {
      backlog.drain(ledger::record);
    }
  }

  /**
   * Copies the changes of another database, in which {@link Triggers} are installed, from now on.
   */
  public Future<Void> watch(String source, Ledger changes) {
    Parts started = parts();
    Relay relay = new Relay(source, ledger, started.applied(), started.catching());
    LedgerWatch watch = new LedgerWatch(vertx, source, changes, relay);
    sources.put(source, watch);
    return watch.start();
  }

  /**
   * Makes an invalidation count everywhere. When it succeeds, every node that was reached serves
   * nothing older; the others find out by themselves within 2 s.
   *
   * @return fails with UNAVAILABLE when neither the ledger nor the shared tier took it; it counts
   *     in the memory of the nodes that were reached even then
   */
  @Override
  public Future<Receipt> invalidate(Invalidation invalidation) {
    Applied applied = parts().applied();
    Future<Boolean> recorded =
        ledger
            .record(invalidation)
            .map(true)
            .otherwise(
                down -> {
                  backlog.add(invalidation);
                  return false;
                });
    // the tier first: a memory could read back from there what it has just dropped
    return shared
        .apply(invalidation)
        .map(Optional::of)
        .otherwise(down -> Optional.empty())
        .compose(
            entries -> {
              Depth depth = entries.isPresent() ? Depth.BOTH : Depth.NEAR;
              long near = applied.apply(invalidation, depth);
              Future<Integer> confirmed = tell(outbox.number(invalidation, depth));
              return Future.join(recorded, confirmed)
                  .map(
                      all ->
                          new Receipt(
                              near,
                              entries.orElse(0L),
                              1 + confirmed.result(),
                              others().size() - confirmed.result(),
                              recorded.result()))
                  .compose(receipt -> outcome(receipt, depth));
            });
  }

  private static Future<Receipt> outcome(Receipt receipt, Depth depth) {
    return receipt.recorded() || depth == Depth.BOTH
        ? Future.succeededFuture(receipt)
        : Future.failedFuture(
            FailureException.of(
                Failure.UNAVAILABLE,
                ("It counts in the memory of %d nodes, but neither the database nor the shared tier"
                        + " took it; try again.")
                    .formatted(receipt.nodes())));
  }

  /** How many of the other nodes have confirmed. */
  private Future<Integer> tell(Numbered message) {
    bus.announce(CoherenceMessage.NEWS, message);
    List<Future<Integer>> answers =
        others().stream()
            .map(
                node ->
                    bus.askNode(CoherenceMessage.NODE, node, message, CONFIRMATION)
                        .map(1)
                        .otherwise(0))
            .toList();
    return Future.join(answers).map(all -> answers.stream().mapToInt(Future::result).sum());
  }

  private List<String> others() {
    return members.get().stream().filter(node -> !node.equals(bus.nodeId())).toList();
  }

  /** What this node applied in the last 10 s and covers an entry, newest first; at most 16. */
  @Override
  public List<Invalidation> recent(String key, List<String> tags) {
    return recent.covering(key, tags);
  }

  /** Applies what another node knows, where this one does not know it. */
  @Override
  public void learn(List<Invalidation> invalidations) {
    Applied applied = parts().applied();
    invalidations.forEach(invalidation -> applied.apply(invalidation, Depth.NEAR));
  }

  /** How it is, for the health document. */
  public CoherenceState state() {
    Parts started = parts;
    if (started == null) {
      return new CoherenceState(false, Instant.EPOCH, 0, 0, 0, false, List.of(), 0);
    }
    List<String> silent = new ArrayList<>();
    sources.forEach(
        (source, watch) -> {
          if (!watch.isUp()) {
            silent.add(source);
          }
        });
    Hearing hearing = started.hearing();
    return new CoherenceState(
        hearing.isTrusted(),
        started.catching().lastRead(),
        hearing.gaps(),
        hearing.repairs(),
        hearing.forgets() + started.catching().forgets(),
        started.watch().isUp(),
        silent,
        backlog.size());
  }

  private Parts parts() {
    Parts started = parts;
    if (started == null) {
      throw FailureException.of(Failure.UNAVAILABLE, "The node is not ready yet.");
    }
    return started;
  }

  /** Hears and reads nothing any more. */
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    Parts started = parts;
    if (started == null) {
      return Future.succeededFuture();
    }
    started.hearing().close();
    List<Future<Void>> ends = new ArrayList<>();
    ends.add(started.watch().close());
    sources.values().forEach(watch -> ends.add(watch.close()));
    return Future.join(ends).mapEmpty();
  }
}
