package verticles;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import verticles.bus.Bus;
import verticles.cache.CacheConfig;
import verticles.cache.CacheMeters;
import verticles.cache.CacheNeighbours;
import verticles.cache.CacheVerticle;
import verticles.cache.ClusterCache;
import verticles.cache.CoarseClock;
import verticles.cache.NearCache;
import verticles.coherence.Coherence;
import verticles.coherence.CoherenceMeters;
import verticles.coherence.Ledger;
import verticles.coherence.TableTags;
import verticles.coherence.Triggers;
import verticles.dataset.DatasetCatalog;
import verticles.grid.Grid;
import verticles.postgres.Postgres;
import verticles.shared.SealKeyTable;
import verticles.shared.SharedMeters;
import verticles.shared.SharedStore;

/**
 * The cache of a node with all that keeps it right.
 *
 * @param near what this node remembers
 * @param shared what all nodes share
 * @param coherence what tells both of them what is out of date
 * @param cluster the whole of it, for operators and other services
 */
record NodeCache(NearCache near, SharedStore shared, Coherence coherence, ClusterCache cluster) {

  /** Opens the parts step by step; nothing is kept before the node hears what is out of date. */
  record Opening(
      CacheConfig settings,
      DatasetCatalog catalog,
      Grid grid,
      Bus bus,
      NodeStores stores,
      Ladder ladder,
      MeterRegistry meters,
      InstantSource clock) {
    private static final String OWN = "postgres";

    /** A node that did not hear of a changed policy reads it after so long. */
    private static final long POLICIES_MILLIS = 5_000;

    NodeCache open() throws Exception {
      Vertx vertx = grid.vertx();
      Ledger ledger = Ledger.own(stores.own());
      CoarseClock coarse = ladder.climb("clock", () -> CoarseClock.of(clock), CoarseClock::close);
      NearCache near = new NearCache(settings, bus, coarse);
      new CacheMeters(near).bindTo(meters);
      SharedStore shared =
          ladder.climb("shared tier", () -> share(vertx, ledger, near), SharedStore::close);
      Coherence coherence =
          ladder.climb(
              "coherence",
              () -> cohere(vertx, ledger, near, shared),
              heard -> heard.close().await());
      new SharedMeters(shared).bindTo(meters);
      new CoherenceMeters(coherence::state).bindTo(meters);
      ladder.climb("triggers", () -> Triggers.installOwn(stores.own().target(), watched(OWN)));
      watchSources(coherence);
      CacheNeighbours neighbours = new CacheNeighbours(shared, coherence, grid::members);
      new Deployments(vertx, ladder)
          .deploy("cache", () -> new CacheVerticle(bus, near, neighbours));
      ClusterCache cluster = new ClusterCache(bus, near, neighbours, stores.own());
      ladder.climb("policies", () -> keepReading(vertx, cluster), vertx::cancelTimer);
      return new NodeCache(near, shared, coherence, cluster);
    }

    private SharedStore share(Vertx vertx, Ledger ledger, NearCache near) {
      SealKeyTable keys =
          SealKeyTable.open(stores.own(), stores.secrets().vault(), settings.shared()).await();
      return new SharedStore(
          vertx,
          settings.shared(),
          stores.redis(),
          grid.hazelcast(),
          keys,
          ledger,
          clock,
          near.memory()::forget);
    }

    private Coherence cohere(Vertx vertx, Ledger ledger, NearCache near, SharedStore shared) {
      Coherence coherence =
          new Coherence(vertx, bus, grid::members, ledger, shared, clock, shared::advance);
      coherence.start(near.memory()).await();
      return coherence;
    }

    private List<TableTags> watched(String source) {
      return catalog.watched(source);
    }

    private void watchSources(Coherence coherence) throws Exception {
      for (Map.Entry<String, Postgres> source : stores.sources().entrySet()) {
        if (!source.getKey().equals(OWN) && !watched(source.getKey()).isEmpty()) {
          ladder.climb(
              "changes of " + source.getKey(),
              () -> coherence.watch(source.getKey(), Ledger.of(source.getValue())));
        }
      }
    }

    private static long keepReading(Vertx vertx, ClusterCache cluster) {
      cluster.readPolicies().await();
      return vertx.setPeriodic(POLICIES_MILLIS, tick -> cluster.readPolicies());
    }
  }
}
