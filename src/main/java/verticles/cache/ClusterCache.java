package verticles.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.bus.Bus;
import verticles.cache.CacheReport.NodeReport;
import verticles.coherence.Receipt;
import verticles.invalidation.Invalidation;
import verticles.postgres.Postgres;

/** The cache of the whole cluster, as operators and other services use it from this node. */
public final class ClusterCache implements CacheAdmin {
  private static final Duration REPORT = Duration.ofSeconds(2);
  private static final Duration CHANGE = Duration.ofSeconds(5);

  private static final long REPORTED_NANOS = 1_000_000_000L;

  private final Bus bus;
  private final NearCache cache;
  private final CacheNeighbours neighbours;
  private final EntryListing listing;
  private final PolicyStore store;
  private volatile @Nullable Asked asked;

  private record Asked(long atNanos, Future<CacheReport> report) {}

  /** The view of that node; {@code bus} carries {@link CacheMessage} already. */
  public ClusterCache(Bus bus, NearCache cache, CacheNeighbours neighbours, Postgres postgres) {
    this.bus = bus;
    this.cache = cache;
    this.neighbours = neighbours;
    this.listing = new EntryListing(cache, neighbours.tier());
    this.store = new PolicyStore(postgres);
  }

  /** Takes over what was changed before this node started, or while it heard nothing. */
  public Future<Void> readPolicies() {
    return store
        .all()
        .map(
            changed -> {
              changed.forEach(cache::change);
              return null;
            });
  }

  @Override
  public Future<InvalidationResult> invalidate(Invalidation invalidation) {
    return neighbours
        .invalidator()
        .invalidate(invalidation)
        .map(receipt -> result(invalidation, receipt));
  }

  private static InvalidationResult result(Invalidation invalidation, Receipt receipt) {
    return new InvalidationResult(
        invalidation.id(),
        receipt.nearEntries(),
        receipt.sharedEntries(),
        receipt.nodes(),
        receipt.missing(),
        receipt.recorded());
  }

  /** Several who ask within a second are told the same. */
  @Override
  public Future<CacheReport> report() {
    Asked last = asked;
    long now = System.nanoTime();
    if (last != null && now - last.atNanos() < REPORTED_NANOS) {
      return last.report();
    }
    Asked fresh = new Asked(now, ask());
    asked = fresh;
    return fresh.report();
  }

  private Future<CacheReport> ask() {
    List<NodeReport> reports = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Future<?> all = Future.succeededFuture();
    for (String node : neighbours.members().get()) {
      Future<?> one =
          bus.<CacheMessage.Reported>askNode(
                  CacheMessage.NODES, node, new CacheMessage.Report(), REPORT)
              .onComplete(
                  answer -> {
                    synchronized (reports) {
                      if (answer.succeeded()) {
                        reports.add(answer.result().report());
                      } else {
                        missing.add(node);
                      }
                    }
                  })
              .otherwiseEmpty();
      all = Future.join(all, one);
    }
    return all.map(done -> new CacheReport(reports, missing));
  }

  @Override
  public Future<EntryPage> entries(String namespace, String glob, String cursor, int limit) {
    return listing.page(namespace, glob, cursor, limit);
  }

  @Override
  public Future<Optional<KeptEntry>> entry(String key) {
    return listing.entry(key);
  }

  @Override
  public Future<String> put(String key, KeptEntry entry, String expected) {
    return askOwner(key, new CacheMessage.Put(key, entry, expected));
  }

  @Override
  public Future<Boolean> delete(String key, String expected) {
    return askOwner(key, new CacheMessage.Delete(key, expected)).map(etag -> !etag.isEmpty());
  }

  private Future<String> askOwner(String key, CacheMessage change) {
    List<String> members = neighbours.members().get();
    String owner = members.isEmpty() ? bus.nodeId() : Owners.of(key, members);
    return bus.<CacheMessage.Done>askNode(CacheMessage.NODES, owner, change, CHANGE)
        .map(CacheMessage.Done::etag);
  }

  @Override
  public List<NamedPolicy> policies() {
    return cache.policies().all();
  }

  @Override
  public Future<NamedPolicy> change(String name, CacheConfig.Policy policy, long expected) {
    return store
        .change(cache.policies().named(name), policy, expected)
        .map(
            changed -> {
              cache.change(changed);
              bus.announce(CacheMessage.POLICIES, new CacheMessage.PolicyChanged(changed));
              return changed;
            });
  }
}
