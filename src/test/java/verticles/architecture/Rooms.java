package verticles.architecture;

import java.util.Set;

/** Which room is of which kind, and what each feature shows beside its verticle and messages. */
final class Rooms {
  static final String[] GROUND = {
    "verticles.bus..", "verticles.config..", "verticles.identity..", "verticles.invalidation.."
  };
  static final String[] SERVICES = {
    "verticles.grid..",
    "verticles.postgres..",
    "verticles.redis..",
    "verticles.embedded..",
    "verticles.shared..",
    "verticles.coherence..",
    "verticles.egress.."
  };
  static final String[] FEATURES = {
    "verticles.cache..",
    "verticles.dataset..",
    "verticles.market..",
    "verticles.warming..",
    "verticles.tasks..",
    "verticles.security..",
    "verticles.http.."
  };

  static final Set<String> SEAMS =
      Set.of(
          // the hot path reads through these
          "cache.Cache",
          "cache.CacheAnswer",
          "cache.CacheEntry",
          "cache.Encoding",
          // what operators and other services do with it
          "cache.CacheAdmin",
          "cache.CacheReport",
          "cache.EntryPage",
          "cache.InvalidationResult",
          "cache.KeptEntry",
          "cache.NamedPolicy",
          "warming.Warmer",
          "warming.WarmRequest",
          "warming.WarmRun",
          "dataset.Datasets",
          "dataset.DatasetDescription",
          "dataset.Format",
          "security.Tokens",
          "security.TokenSource",
          "security.VerifiedToken",
          // imports come from the command line and from HTTP
          "market.MarketImport",
          "market.ImportRequest",
          "market.ImportReport",
          "market.Kind",
          "market.RowFormat",
          // what the cache is filled with before anybody asks
          "dataset.RecurringQuestion",
          "dataset.WarmDatasets",
          "dataset.WarmDeclaration",
          "warming.AccessHistory",
          "warming.LiveLoads",
          "warming.CacheWarmer",
          "warming.CountedReads",
          // signing in
          "security.AccessToken",
          "security.Accounts",
          "security.DemoAccount",
          // work in the background: what other rooms declare and ask for
          "tasks.Backoff",
          "tasks.Enqueued",
          "tasks.Priority",
          "tasks.RetentionSweep",
          "tasks.Schedule",
          "tasks.TaskCancelled",
          "tasks.TaskContext",
          "tasks.TaskFailure",
          "tasks.TaskFiles",
          "tasks.TaskLimits",
          "tasks.TaskQuestion",
          "tasks.TaskRequest",
          "tasks.TaskResult",
          "tasks.TaskType",
          "tasks.TaskView",
          "tasks.Tasks",
          "tasks.TypeNumbers",
          "http.TaskServices",
          "market.ImportTask",
          "warming.WarmTask",
          // what the node wires, and the command line uses without a node
          "cache.CacheMeters",
          "cache.CacheStatistics",
          "cache.NearCache",
          "cache.CacheNeighbours",
          "cache.ClusterCache",
          "cache.CoarseClock",
          "dataset.DatasetCatalog",
          "dataset.DatasetClient",
          "dataset.DatasetWarming",
          "http.CacheServices",
          "http.Health",
          "http.HealthPart",
          "http.HttpFront",
          "http.HttpServices",
          "http.Importer",
          "market.MarketHistory",
          "security.KeyRing",
          "security.SigningKeys");

  private Rooms() {}
}
