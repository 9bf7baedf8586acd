// Server-sent events over fetch, since EventSource cannot send an Authorization header.

const FIRST_WAIT_MILLIS = 1000;
const LONGEST_WAIT_MILLIS = 30_000;
const SILENCE_MILLIS = 45_000; // a server that is there sends a heartbeat long before

/** Cuts a text stream into events: {event, data, id}. */
export class EventParser {
  #rest = '';
  #event = { event: 'message', data: [], id: undefined };

  /** The events that this piece of text completes. */
  read(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    return lines.map((line) => this.#line(line)).filter(Boolean);
  }

  #line(line) {
    if (line === '') return this.#complete();
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === 'data') this.#event.data.push(value);
    else if (field === 'event' || field === 'id') this.#event[field] = value;
    return undefined;
  }

  #complete() {
    const { event, data, id } = this.#event;
    this.#event = { event: 'message', data: [], id: undefined };
    return data.length ? { event, data: data.join('\n'), id } : undefined;
  }
}

/**
 * Follows a stream until `close()`, reconnecting with growing, jittered waits. `onState` hears
 * connecting, live, reconnecting or offline; `onRefused` hears an answer that is no stream and may
 * return true to stop.
 */
export class Stream {
  #closed = new AbortController();
  #attempt = new AbortController();
  #wake = () => {};
  #lastId = '';
  #failures = 0;

  constructor(path, { headers, onEvent, onState, onRefused }) {
    Object.assign(this, { path, headers, onEvent, onState, onRefused });
    const { signal } = this.#closed;
    addEventListener('online', () => this.#hurry(), { signal });
    addEventListener('offline', () => this.#attempt.abort(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden || this.#hurry(), { signal });
    this.#run();
  }

  close() {
    this.#closed.abort();
    this.#wake();
  }

  #hurry() {
    this.#failures = 0;
    this.#wake();
  }

  async #run() {
    this.onState('connecting');
    while (!this.#closed.signal.aborted) {
      await this.#follow().catch(() => {});
      if (this.#closed.signal.aborted) return;
      this.onState(navigator.onLine ? 'reconnecting' : 'offline');
      await this.#pause();
    }
  }

  async #follow() {
    const attempt = new AbortController();
    this.#attempt = attempt;
    let watchdog = setTimeout(() => attempt.abort(), SILENCE_MILLIS);
    try {
      const response = await fetch(this.path, {
        headers: { Accept: 'text/event-stream', ...this.headers(), ...this.#resume() },
        cache: 'no-store',
        signal: AbortSignal.any([this.#closed.signal, attempt.signal]),
      });
      if (!response.ok) {
        if (await this.onRefused(response)) this.close();
        return;
      }
      const parser = new EventParser();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      this.onState('live');
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watchdog);
        watchdog = setTimeout(() => attempt.abort(), SILENCE_MILLIS);
        parser.read(value).forEach((event) => this.#deliver(event));
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  #resume() {
    return this.#lastId ? { 'Last-Event-ID': this.#lastId } : {};
  }

  #deliver(event) {
    this.#failures = 0;
    if (event.id) this.#lastId = event.id;
    this.onEvent(event);
  }

  #pause() {
    const longest = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** this.#failures++);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
