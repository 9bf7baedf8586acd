// The live figures: hit ratio, requests, memory, the shared tier, time saved.
import { numbers, readings, trouble } from 'app/cache-feed';
import { bytes, duration, percent, rate } from 'app/cache-format';
import { count } from 'app/format';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { Trend } from 'app/trend';

const STORES = { redis: 'Redis', grid: 'Grid, in place of Redis', none: 'None' };

export function LiveNumbers() {
  const known = numbers.value;
  return html`
    <${Panel} title="Now" place="cache-now" loading=${!known} problem=${!known && trouble.value}>
      ${known && html`<ul class="tiles">${tiles(known)}</ul>`}
    <//>
  `;
}

function tiles({ metrics, health }) {
  const { totals, tiers, nodes } = metrics;
  return [
    html`<${Ratio} totals=${totals} />`,
    html`<${Requests} totals=${totals} />`,
    html`<${Memory} near=${tiers.near} nodes=${nodes.length} />`,
    html`<${Store} shared=${tiers.shared} health=${health} />`,
    html`<${Tile}
      name="Compression"
      value=${tiers.shared.compressionRatio ? `${tiers.shared.compressionRatio.toFixed(1)} : 1` : '–'}
      note=${`${bytes(tiers.shared.bodyBytes)} kept as ${bytes(tiers.shared.storedBytes)} in the shared tier`}
    />`,
    html`<${Tile}
      name="Load time saved"
      value=${duration(totals.savedMs)}
      note=${`a load takes ${duration(totals.meanLoadMs)}; ${count(totals.coalesced)} ${totals.coalesced === 1 ? 'reader' : 'readers'} shared one`}
    />`,
  ];
}

function Tile({ name, value, note, children }) {
  return html`
    <li class="tile">
      <span class="tile-name">${name}</span>
      <span class="tile-value" data-figure=${name}>${value}</span>
      ${children}
      <span class="tile-note">${note}</span>
    </li>
  `;
}

function Ratio({ totals }) {
  const ratios = readings.value.map(({ ratio }) => ratio);
  const now = ratios.findLast((ratio) => ratio !== null);
  return html`
    <${Tile} name="Hit ratio" value=${percent(now ?? totals.hitRatio)} note=${`${percent(totals.hitRatio)} since the start`}>
      <${Trend} values=${ratios} high=${1} label="Hit ratio of the last minutes" />
    <//>
  `;
}

function Requests({ totals }) {
  const last = readings.value.at(-1);
  const named = [['hits', 'hits'], ['stale', 'stale'], ['misses', 'misses'], ['other', 'other']];
  const parts = named.map(([field, name]) => `${rate(last?.[field] ?? null)} ${name}`);
  return html`
    <${Tile}
      name="Requests a second"
      value=${rate(last?.reads ?? null)}
      note=${last ? parts.join(' · ') : `${count(totals.hits + totals.stale)} of ${count(allOf(totals))} from the cache`}
    >
      <${Trend} values=${readings.value.map(({ reads }) => reads)} label="Requests a second of the last minutes" />
    <//>
  `;
}

function allOf({ hits, stale, misses, refreshes, bypasses }) {
  return hits + stale + misses + refreshes + bypasses;
}

function Memory({ near, nodes }) {
  const of = `${bytes(near.maxSizeBytes)}${nodes > 1 ? ` on ${nodes} nodes` : ''}`;
  return html`
    <${Tile}
      name="Memory"
      value=${bytes(near.sizeBytes)}
      note=${`of ${of}, ${count(near.entries)} entries, ${count(near.evictions)} evicted`}
    >
      <progress class="bar" aria-label="Memory in use" max=${near.maxSizeBytes} value=${near.sizeBytes}></progress>
    <//>
  `;
}

function Store({ shared, health }) {
  const stores = [...new Set(health.nodes.map(({ store }) => STORES[store]))];
  const details = health.nodes.map((node) => node.shared.detail).filter(Boolean);
  const found = `${percent(shared.hitRatio)} found, ${duration(shared.meanLookupMs)} a lookup`;
  return html`
    <${Tile} name="Shared tier" value=${stores.join(' / ') || '–'} note=${details[0] ?? found}>
      <span class=${`state is-${details.length ? 'degraded' : 'up'}`}>${details.length ? 'Degraded' : 'Trusted'}</span>
    <//>
  `;
}
