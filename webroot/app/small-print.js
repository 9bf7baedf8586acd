// Where a widget's data came from and how old it is: "HIT · memory · 12 s old · 0.3 ms", or for live
// ones the state of the stream and the age of its last tick.
import { html } from 'app/html';
import { age, millis } from 'app/format';
import { ageAt } from 'app/provenance';
import { connection, now } from 'app/store';

const MEANINGS = {
  HIT: 'Served from the cache',
  MISS: 'Loaded from the source for this request',
  STALE: 'Out of date; served while the source is asked or because it failed',
  REFRESH: 'Loaded again because the client asked for it',
  BYPASS: 'Not cached, by its policy',
};

export function Provenance({ source: { provenance, problem, data } }) {
  if (!provenance) return html`<span class="provenance">${problem ? 'No data yet' : 'Loading …'}</span>`;
  const { status, tier, serverMillis } = provenance;
  const old = `${age(ageAt(provenance, now.value))} old`;
  const took = Number.isNaN(serverMillis) ? '' : millis(serverMillis);
  return html`
    <span class=${`provenance is-${status.toLowerCase()}`} title=${MEANINGS[status] ?? ''}>
      ${[status, tier, old, took].filter(Boolean).join(' · ')}
    </span>
    ${problem && data && html`<span class="not-fresh" role="status">Not refreshed: ${problem.message}</span>`}
  `;
}

export function LiveState({ zone }) {
  const at = zone?.last.value.at;
  const old = at ? ` · last tick ${age(Math.max(0, now.value - at) / 1000)} ago` : '';
  return html`
    <span class="stream-state">Stream · ${connection}${old}</span>
    ${zone && html`<${Provenance} source=${zone.source.value} />`}
  `;
}
