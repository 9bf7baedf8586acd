// What happened between two answers that count since the start.
const LONGEST_MILLIS = 30_000;

/** Rates a second, and the hit ratio of that time; null when the two cannot be compared. */
export function reading(before, after) {
  const millis = after.at - before.at;
  const more = difference(before.metrics.totals, after.metrics.totals);
  if (millis <= 0 || millis > LONGEST_MILLIS || Object.values(more).some((value) => value < 0)) return null;
  const other = more.refreshes + more.bypasses;
  const reads = more.hits + more.stale + more.misses + other;
  const each = (value) => (value * 1000) / millis;
  return {
    at: after.at,
    reads: each(reads),
    hits: each(more.hits),
    misses: each(more.misses),
    stale: each(more.stale),
    other: each(other),
    ratio: reads ? (more.hits + more.stale) / reads : null,
  };
}

function difference(before, after) {
  const names = ['hits', 'misses', 'stale', 'refreshes', 'bypasses'];
  return Object.fromEntries(names.map((name) => [name, after[name] - before[name]]));
}
