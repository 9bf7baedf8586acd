// Where an answer came from and how old it is, read from its headers.

const TIERS = [
  [/memory|near|l1/i, 'memory'],
  [/redis|shared|l2/i, 'Redis'],
  [/postgres|database|source|sql|l3/i, 'database'],
];

/** {status, tier, ageSeconds, freshSeconds, serverMillis, receivedAt}; '' and NaN are unknown. */
export function provenanceOf(headers, receivedAt = Date.now()) {
  const timings = serverTimings(headers.get('server-timing') || '');
  const cache = timings.find(({ name, description }) => description && /cache|tier/i.test(name));
  const total = timings.find(({ name }) => name === 'total') || timings.find(hasDuration);
  return {
    status: (headers.get('x-cache-status') || '').toUpperCase(),
    tier: tierOf(cache?.description || ''),
    ageSeconds: Number(headers.get('age') || 0),
    freshSeconds: Number(/max-age=(\d+)/.exec(headers.get('cache-control') || '')?.[1] ?? NaN),
    serverMillis: total ? total.millis : NaN,
    receivedAt,
  };
}

/** How old the data is at a moment, counting on from the Age header. */
export function ageAt(provenance, millis) {
  return provenance.ageSeconds + Math.max(0, millis - provenance.receivedAt) / 1000;
}

/** Seconds until the answer is out of date by its policy. */
export function freshFor(provenance) {
  return Math.max(0, provenance.freshSeconds - provenance.ageSeconds);
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
