package verticles.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * The numbers of the cache as a table for a terminal: one line for each namespace and for all
 * together.
 *
 * @param metrics the answer of {@code cache/metrics}
 */
record HitTable(JsonNode metrics) {
  private static final String HEAD = "%-16s %12s %10s %10s %8s %10s %10s%n";
  private static final String LINE = "%-16s %,12d %,10d %,10d %7.1f%% %,10d %7.1f ms%n";

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        HEAD.formatted("namespace", "hits", "misses", "stale", "ratio", "loads", "mean load"));
    metrics
        .path("namespaces")
        .forEach(one -> line(text, one.path("namespace").asText(), one.path("reads")));
    line(text, "all", metrics.path("totals"));
    JsonNode near = metrics.path("tiers").path("near");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d entries, %.1f of %.1f MiB in memory; load time saved: %,d s",
            near.path("entries").asLong(),
            near.path("sizeBytes").asLong() / 1048576.0,
            near.path("maxSizeBytes").asLong() / 1048576.0,
            metrics.path("totals").path("savedMs").asLong() / 1000));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, JsonNode reads) {
    text.append(
        String.format(
            Locale.ROOT,
            LINE,
            name,
            reads.path("hits").asLong(),
            reads.path("misses").asLong(),
            reads.path("stale").asLong(),
            100 * reads.path("hitRatio").asDouble(),
            reads.path("loads").asLong(),
            reads.path("meanLoadMs").asDouble()));
  }
}
