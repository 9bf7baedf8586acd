// Where an answer came from and how old it is, read from its headers.

const TIERS = [
  [/memory|near|l1/i, 'memory'],
  [/redis|shared|l2/i, 'Redis'],
  [/postgres|database|source|sql|l3/i, 'database'],
];

/** {status, tier, ageSeconds, freshForSeconds, serverMillis, receivedAt}; '' and NaN are unknown. */
export function provenanceOf(headers, receivedAt = Date.now()) {
  const timings = serverTimings(headers.get('server-timing') || '');
  const cache = timings.find(({ name, description }) => description && /cache|tier/i.test(name));
  const total = timings.find(({ name }) => name === 'total') || timings.find(hasDuration);
  return {
    status: (headers.get('x-cache-status') || '').toUpperCase(),
    tier: tierOf(cache?.description || ''),
    ageSeconds: Number(headers.get('age') || 0),
    freshForSeconds: freshFor(headers),
    serverMillis: total ? total.millis : NaN,
    receivedAt,
  };
}

/** How old the data is at a moment, counting on from the Age header. */
export function ageAt(provenance, millis) {
  return provenance.ageSeconds + Math.max(0, millis - provenance.receivedAt) / 1000;
}

/** Seconds until the answer is out of date: what the cache says, else by its lifetime and age. */
function freshFor(headers) {
  const ttl = /;\s*ttl=(-?\d+)/.exec(headers.get('cache-status') || '');
  if (ttl) return Math.max(0, Number(ttl[1]));
  const lifetime = /max-age=(\d+)/.exec(headers.get('cache-control') || '');
  return lifetime ? Math.max(0, lifetime[1] - Number(headers.get('age') || 0)) : NaN;
}

function serverTimings(header) {
  return header.split(',').map((part) => {
    const [name, ...attributes] = part.split(';').map((text) => text.trim());
    const of = (key) => attributes.find((text) => text.startsWith(`${key}=`))?.slice(key.length + 1);
    const description = (of('desc') || '').replace(/^"|"$/g, '');
    return { name, description, millis: Number(of('dur') ?? NaN) };
  });
}

function hasDuration({ millis }) {
  return !Number.isNaN(millis);
}

function tierOf(description) {
  return TIERS.find(([pattern]) => pattern.test(description))?.[1] ?? description;
}
