// One zone of the live feed: its last price, its change, and the ticks of the last hour.
import { batch, computed, signal } from '@preact/signals';

const KEPT_TICKS = 4200;
const DROPPED_AT_ONCE = 600;

export class LiveZone {
  last = signal({ at: 0, price: NaN });
  reference = signal(NaN);
  change = computed(() => this.last.value.price - this.reference.value);
  drawn = signal(0); // moves when the ticks did
  knownMinutes = 0; // how far back its ticks were asked for since the last gap
  source = signal({ data: null, provenance: null, problem: null }); // of its history
  #at = []; // seconds
  #price = [];

  constructor({ zoneId, name, simulated }) {
    Object.assign(this, { zoneId, name, simulated });
  }

  /** A row of latest-prices: the price, and what it is compared with. */
  latest({ tickedAt, priceEurMwh, changeEurMwh }) {
    batch(() => {
      this.reference.value = priceEurMwh - changeEurMwh;
      this.tick(Date.parse(tickedAt), priceEurMwh);
    });
  }

  /** A tick that is not newer than the last one changes nothing. */
  tick(at, price) {
    if (at <= this.last.peek().at) return;
    batch(() => {
      this.last.value = { at, price };
      this.#at.push(at / 1000);
      this.#price.push(price);
      if (this.#at.length > KEPT_TICKS) this.#drop(DROPPED_AT_ONCE);
      this.drawn.value++;
    });
  }

  /** An answer of recent-ticks: its rows take the place of what is known of their span. */
  history({ data, provenance }) {
    this.source.value = { data, provenance, problem: null };
    if (data.rows.length) this.#merge(data.rows);
  }

  /** The history could not be loaded; what is known stays. */
  historyFailed(problem) {
    this.source.value = { ...this.source.peek(), problem };
  }

  #merge(rows) {
    const ticks = rows.map((row) => [Date.parse(row.tickedAt) / 1000, row.priceEurMwh]);
    ticks.sort((one, other) => one[0] - other[0]);
    const first = ticks[0][0];
    const newest = ticks.at(-1)[0];
    const known = this.#at.map((at, index) => [at, this.#price[index]]);
    const all = known
      .filter(([at]) => at < first)
      .concat(ticks)
      .concat(known.filter(([at]) => at > newest));
    this.#at = all.map(([at]) => at);
    this.#price = all.map(([, price]) => price);
    this.drawn.value++;
  }

  /** The ticks of the last minutes as [seconds[], prices[]], thinned to about that many points. */
  recent(minutes, points) {
    const from = this.last.peek().at / 1000 - minutes * 60;
    const start = this.#at.findIndex((at) => at >= from);
    if (start < 0) return [[], []];
    return thin(this.#at.slice(start), this.#price.slice(start), points);
  }

  /** The newest ticks as rows, newest first. */
  newest(count) {
    const from = Math.max(0, this.#at.length - count);
    const rows = this.#at.slice(from).map((at, index) => ({ at, price: this.#price[from + index] }));
    return rows.reverse();
  }

  #drop(count) {
    this.#at.splice(0, count);
    this.#price.splice(0, count);
  }
}

/** Keeps the lowest and the highest point of each bucket, so that no spike is lost. */
export function thin(at, price, points) {
  if (at.length <= points) return [at, price];
  const size = (at.length * 2) / points;
  const kept = new Set([0, at.length - 1]);
  for (let from = 0; from < at.length; from += size) {
    const bucket = price.slice(Math.floor(from), Math.floor(from + size));
    if (!bucket.length) continue;
    kept.add(Math.floor(from) + bucket.indexOf(Math.min(...bucket)));
    kept.add(Math.floor(from) + bucket.indexOf(Math.max(...bucket)));
  }
  const indices = [...kept].sort((one, other) => one - other);
  return [indices.map((index) => at[index]), indices.map((index) => price[index])];
}
