package verticles.architecture;

import java.util.Set;

/** Which room is of which kind, and what each feature shows beside its verticle and messages. */
final class Rooms {
  static final String[] GROUND = {"verticles.bus..", "verticles.config..", "verticles.identity.."};
  static final String[] SERVICES = {
    "verticles.grid..", "verticles.postgres..", "verticles.redis.."
  };
  static final String[] FEATURES = {
    "verticles.cache..",
    "verticles.dataset..",
    "verticles.market..",
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
          "cache.NearCache",
          "dataset.Datasets",
          "dataset.DatasetDescription",
          "dataset.Format");

  private Rooms() {}
}
