package verticles.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import verticles.cache.CacheReport.SharedReport;

/**
 * What the tier that nodes share did.
 *
 * @param bodyBytes of what was kept, as it was
 * @param storedBytes of the same, compressed and sealed
 */
record SharedCounts(
    long hits,
    long misses,
    long outdated,
    long kept,
    long overtaken,
    long failures,
    long unsealed,
    long bodyBytes,
    long storedBytes,
    double meanLookupMs) {
  static final SharedCounts NONE = new SharedCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static SharedCounts of(SharedReport report) {
    long finds = report.hits() + report.misses() + report.outdated();
    return new SharedCounts(
        report.hits(),
        report.misses(),
        report.outdated(),
        report.kept(),
        report.overtaken(),
        report.failures(),
        report.unsealed(),
        report.bodyBytes(),
        report.storedBytes(),
        finds == 0 ? 0 : report.micros() / 1000.0 / finds);
  }

  /** Both together. */
  SharedCounts plus(SharedCounts other) {
    long finds = finds() + other.finds();
    double millis = meanLookupMs * finds() + other.meanLookupMs * other.finds();
    return new SharedCounts(
        hits + other.hits,
        misses + other.misses,
        outdated + other.outdated,
        kept + other.kept,
        overtaken + other.overtaken,
        failures + other.failures,
        unsealed + other.unsealed,
        bodyBytes + other.bodyBytes,
        storedBytes + other.storedBytes,
        finds == 0 ? 0 : millis / finds);
  }

  private long finds() {
    return hits + misses + outdated;
  }

  @JsonProperty
  double hitRatio() {
    return finds() == 0 ? 0 : (double) hits / finds();
  }

  /** How many bytes one stored byte stands for; 0 when nothing was stored. */
  @JsonProperty
  double compressionRatio() {
    return storedBytes == 0 ? 0 : (double) bodyBytes / storedBytes;
  }
}
