package verticles.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import verticles.cache.CacheReport;
import verticles.cache.CacheReport.PatternReport;

/**
 * The reads of one pattern on all nodes.
 *
 * @param changed loads whose body differed from the one before
 * @param freshSeconds in force now
 * @param advisedSeconds what the observed rate of change advises; 0: not enough seen
 * @param adaptive whether the advice is followed
 */
record CachePattern(
    String namespace,
    String pattern,
    String policy,
    ReadCounts reads,
    long changed,
    long freshSeconds,
    long advisedSeconds,
    String reason,
    boolean adaptive) {

  /** Most read first. */
  static List<CachePattern> of(CacheReport report, Sight sight) {
    Map<String, List<PatternReport>> same =
        report.nodes().stream()
            .flatMap(node -> node.patterns().stream())
            .collect(
                Collectors.groupingBy(
                    pattern -> sight.pattern(pattern.namespace(), pattern.pattern()),
                    TreeMap::new,
                    Collectors.toList()));
    return same.entrySet().stream()
        .map(entry -> merged(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(CachePattern::asked).reversed())
        .toList();
  }

  /** The advice is that of the node which has seen most loads. */
  private static CachePattern merged(String pattern, List<PatternReport> parts) {
    PatternReport best =
        parts.stream().max(Comparator.comparingLong(PatternReport::loads)).orElseThrow();
    return new CachePattern(
        best.namespace(),
        pattern,
        best.policy(),
        parts.stream().map(ReadCounts::of).reduce(ReadCounts.NONE, ReadCounts::plus),
        parts.stream().mapToLong(PatternReport::changed).sum(),
        best.freshSeconds(),
        best.advisedSeconds(),
        best.reason(),
        best.adaptive());
  }

  private long asked() {
    return reads.hits() + reads.stale() + reads.misses();
  }
}
