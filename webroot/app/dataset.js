// Datasets as widgets read them: loaded once for all readers of a page, loaded again when their
// policy says they are old, kept on screen when that fails.
import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { ask } from 'app/api';
import { simulatedSeen } from 'app/store';

const SOONEST_SECONDS = 5;
const UNKNOWN_SECONDS = 60;
const shared = new Map();

class Source {
  state = signal({ data: null, params: null, provenance: null, problem: null, busy: true });
  readers = 0;
  #abort = new AbortController();
  #timer = 0;
  #failures = 0;
  #due = 0;

  constructor(name, params, every) {
    Object.assign(this, { name, params, every });
    const wake = () => !document.hidden && Date.now() >= this.#due && this.load();
    const { signal: end } = this.#abort;
    document.addEventListener('visibilitychange', wake, { signal: end });
    addEventListener('online', () => this.load(), { signal: end });
    this.load();
  }

  load = async () => {
    clearTimeout(this.#timer);
    this.#due = Infinity;
    this.#set({ busy: true });
    try {
      const path = `/api/v1/data/${this.name}`;
      const { data, provenance } = await ask(path, { params: this.params, abort: this.#abort.signal });
      this.#failures = 0;
      if (data.simulated) simulatedSeen.value = true;
      this.#set({ data, params: this.params, provenance, problem: null, busy: false });
      this.#again(this.every ? this.every() : this.#pace(provenance));
    } catch (problem) {
      if (this.#abort.signal.aborted) return;
      this.#set({ problem, busy: false });
      this.#again(Math.min(60, SOONEST_SECONDS * 2 ** this.#failures++));
    }
  };

  close() {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  #pace({ freshForSeconds }) {
    const seconds = Number.isNaN(freshForSeconds) ? UNKNOWN_SECONDS : freshForSeconds;
    return Math.max(SOONEST_SECONDS, seconds);
  }

  /** A little late, so that the readers of one server do not all come in the same moment. */
  #again(seconds) {
    const wait = seconds * 1000 + 200 + Math.random() * 800;
    this.#due = Date.now() + wait;
    this.#timer = setTimeout(() => document.hidden || this.load(), wait);
  }

  #set(change) {
    this.state.value = { ...this.state.value, ...change };
  }
}

/**
 * Reads a dataset while the component lives: {data, params, provenance, problem, busy, reload}. While
 * new parameters load, data and params are those of the answer before. Null parameters wait.
 */
export function useDataset(name, params, { every } = {}) {
  const key = params && `${name}?${new URLSearchParams(params)}`;
  const source = useMemo(() => key && sourceOf(key, name, params, every), [key]);
  useEffect(() => key && hold(key, source), [key]);
  const before = useRef(null);
  const state = source ? source.state.value : { data: null, busy: true };
  if (state.data) before.current = state;
  const kept = !state.data && !state.problem && before.current;
  return { ...(kept ? { ...kept, busy: true } : state), reload: source?.load };
}

function sourceOf(key, name, params, every) {
  if (!shared.has(key)) shared.set(key, new Source(name, params, every));
  return shared.get(key);
}

function hold(key, source) {
  source.readers++;
  return () => {
    source.readers--;
    if (source.readers) return;
    source.close();
    shared.delete(key);
  };
}
