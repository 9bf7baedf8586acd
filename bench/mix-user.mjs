// Somebody who reads the dashboard, as webroot/app does: which datasets, with which parameters, and when again.

import { addDays, dateOf, midnight } from '../webroot/app/zone-time.js';

const MINUTES = [5, 15, 60];
const SCRIPT_SECONDS = 30;

// A seeded sequence of numbers from 0 to 1 (mulberry32).
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export class User {
  #timers = new Map(); // of what is on the screen, by its place
  #click = 0;
  #over = false;

  // read(dataset, parameters) answers {rows, freshForSeconds}; withScript: reads what has no widget, too
  constructor({ seed, read, pause, withScript }) {
    Object.assign(this, { random: randomOf(seed), read, pause, withScript });
  }

  async open() {
    Object.assign(this, { minutes: 15, position: 0, portfolio: '', dayZone: '', day: '' });
    this.known = new Map(); // how many minutes of ticks, by zone
    const latest = this.#show('latest-prices', 'latest-prices', {}, 30).then((answer) =>
      Promise.all((answer?.rows ?? []).map(({ zoneId }) => this.#needTicks(zoneId, 15))),
    );
    const overview = this.#show('overview', 'portfolio-overview', {});
    const zones = await this.#show('zones', 'zones', {});
    this.zones = zones?.rows ?? [];
    this.live = this.zones[0]?.zoneId;
    this.dayZone = this.zones[0];
    this.day = this.#today(this.dayZone);
    const { rows } = (await overview) ?? { rows: [] };
    this.portfolios = rows.map(({ portfolioId }) => portfolioId);
    await Promise.all([latest, this.#showDay(), this.#showPositions(), this.#showProfit()]);
    if (this.withScript) this.#script();
    this.#later();
  }

  close() {
    this.#over = true;
    clearTimeout(this.#click);
    for (const timer of this.#timers.values()) clearTimeout(timer.handle);
    this.#timers.clear();
  }

  #today(zone) {
    return dateOf(Date.now(), zone.timeZone);
  }

  #later() {
    if (this.#over) return;
    const seconds = -Math.log(1 - this.random()) * this.pause;
    this.#click = setTimeout(() => this.#act().then(() => this.#later()), seconds * 1000);
  }

  // One click: most often what stands at the top of the page, seldom the whole page again.
  async #act() {
    const choices = [
      [4, () => ((this.live = this.#one(this.zones).zoneId), this.#showTicks())],
      [2, () => ((this.minutes = this.#one(MINUTES)), this.#showTicks())],
      [3, () => ((this.dayZone = this.#one(this.zones)), (this.day = this.#today(this.dayZone)), this.#showDay())],
      [3, () => ((this.day = this.#step()), this.#showDay())],
      [3, () => ((this.position = this.#one([-1, 0, 0, 1])), this.#showPositions())],
      [4, () => ((this.portfolio = this.#one(['', ...this.portfolios])), Promise.all([this.#showPositions(), this.#showProfit()]))],
      [1, () => this.#again()],
    ];
    let left = this.random() * choices.reduce((sum, [weight]) => sum + weight, 0);
    const [, chosen] = choices.find(([weight]) => (left -= weight) < 0) ?? choices[0];
    await chosen();
  }

  #one(all) {
    return all[Math.floor(this.random() * all.length)];
  }

  // A day back or forth, or to today; not past the days that have prices.
  #step() {
    const wanted = addDays(this.day, this.#one([-1, -1, 1]));
    const last = dateOf(Date.parse(this.dayZone.lastDelivery), this.dayZone.timeZone);
    return wanted > last || this.random() < 0.25 ? this.#today(this.dayZone) : wanted;
  }

  async #again() {
    for (const timer of this.#timers.values()) clearTimeout(timer.handle);
    this.#timers.clear();
    clearTimeout(this.#click);
    const { withScript } = this;
    this.withScript = false;
    await this.open();
    this.withScript = withScript;
    clearTimeout(this.#click);
  }

  #days(first, last) {
    const { timeZone } = this.zones[0];
    const instant = (date) => new Date(midnight(date, timeZone)).toISOString().replace('.000', '');
    return { from: instant(first), to: instant(addDays(last, 1)) };
  }

  #ofChosen(parameters) {
    return this.portfolio ? { portfolio: this.portfolio, ...parameters } : parameters;
  }

  #showTicks() {
    return this.#needTicks(this.live, this.minutes);
  }

  // The stream adds what comes after.
  async #needTicks(zone, minutes) {
    if (this.known.get(zone) >= minutes) return;
    this.known.set(zone, minutes);
    await this.#read('recent-ticks', { zone, minutes });
  }

  #showDay() {
    return this.#show('day', 'day-ahead-prices', { zone: this.dayZone.zoneId, from: this.day, to: addDays(this.day, 1) });
  }

  #showPositions() {
    const date = addDays(this.#today(this.zones[0]), this.position);
    return this.#show('positions', 'positions', this.#ofChosen(this.#days(date, date)));
  }

  #showProfit() {
    const today = this.#today(this.zones[0]);
    return this.#show('profit', 'pnl-by-day', this.#ofChosen(this.#days(addDays(today, -29), today)));
  }

  // What programs of the desk read, which no widget shows.
  async #script() {
    if (this.#over) return;
    const zone = this.zones[0].zoneId;
    const all = [['trades', {}], ['bids', {}], ['price-heat-map', { zone }], ['price-by-day', { zone }]];
    for (const [dataset, parameters] of all) await this.#read(dataset, parameters);
    if (!this.#over) setTimeout(() => this.#script(), SCRIPT_SECONDS * 1000).unref();
  }

  // Shows a dataset at a place of the page until another takes the place: webroot/app/dataset.js.
  async #show(place, dataset, parameters, every) {
    clearTimeout(this.#timers.get(place)?.handle);
    const shown = { handle: 0 };
    this.#timers.set(place, shown);
    const load = async () => {
      const answer = await this.#read(dataset, parameters);
      if (this.#over || this.#timers.get(place) !== shown) return answer;
      const seconds = every ?? Math.max(5, answer?.freshForSeconds ?? 60);
      shown.handle = setTimeout(load, Math.min(seconds * 1000 + 200 + this.random() * 800, 2 ** 31 - 1));
      return answer;
    };
    return load();
  }

  async #read(dataset, parameters) {
    return this.#over ? null : this.read(dataset, parameters);
  }
}
