// The numbers of the cache, asked for every two seconds while somebody looks at them.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask } from 'app/api';
import { reading } from 'app/cache-rates';

export const CACHE = '/api/v1/performance/cache';

const EVERY_MILLIS = 2000;
const KEPT = 90;

/** {metrics, health, patterns}, or null before they came. */
export const numbers = signal(null);

/** Why they are not newer; null when they are. */
export const trouble = signal(null);

/** What happened between two answers, oldest first: {at, reads, ratio, hits, misses, stale, other}. */
export const readings = signal([]);

/** Asks while the component lives. */
export function useCacheFeed(paused) {
  useEffect(() => {
    if (paused) return undefined;
    const abort = new AbortController();
    let timer = 0;
    const again = async () => {
      clearTimeout(timer);
      if (!document.hidden) await load(abort.signal);
      if (!abort.signal.aborted) timer = setTimeout(again, EVERY_MILLIS);
    };
    document.addEventListener('visibilitychange', () => document.hidden || again(), { signal: abort.signal });
    again();
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [paused]);
}

async function load(abort) {
  try {
    const [metrics, health, patterns] = await Promise.all(
      ['metrics', 'health', 'patterns'].map(async (name) => (await ask(`${CACHE}/${name}`, { abort })).data),
    );
    const before = numbers.value;
    const at = Date.now();
    numbers.value = { metrics, health, patterns: patterns.items, at };
    const read = before && reading(before, numbers.value);
    if (read) readings.value = [...readings.value, read].slice(-KEPT);
    trouble.value = null;
  } catch (problem) {
    if (!abort.aborted) trouble.value = problem;
  }
}

/** What one reader saw is not shown to the next. */
export function forgetCache() {
  numbers.value = null;
  trouble.value = null;
  readings.value = [];
}
