package verticles.dataset;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import verticles.cache.CacheConfig;
import verticles.config.Problems;
import verticles.testing.TestPolicy;

/** A catalog as an operator writes it, and what is found to be wrong with it. */
final class GivenCatalog {
  static final Map<String, CacheConfig.Policy> POLICIES =
      Map.of(
          "realtime", policy(60),
          "analytics", policy(1800),
          "simple", policy(3600),
          "response", policy(300),
          "live", policy(1),
          "none", policy(0));

  static final String GOOD =
      """
      datasets:
        mine:
          description: Mine.
          scope: shared
          policy: simple
          tags: ["zone:{zone}"]
          invalidate-on: [{ table: price, tag: "zone:{zone_id}" }]
          parameters:
            zone: { type: zone, required: true }
            from: { type: instant, time-zone: "{zone}", default: today }
            to: { type: instant, time-zone: "{zone}", default: from+1d, after: from, max-span: 400d }
            side: { type: enum, values: [buy, sell], default: buy }
            least: { type: integer, min: 1, max: 10 }
          sql: SELECT :zone, :from, :to, :side, :least
      """;

  final Problems problems = new Problems();

  private static CacheConfig.Policy policy(int freshSeconds) {
    return TestPolicy.fresh(Duration.ofSeconds(freshSeconds)).make();
  }

  DatasetCatalog read(String yaml) {
    return DatasetCatalog.read(yaml, POLICIES, Set.of("postgres", "erp"), problems);
  }
}
