// Where a widget's data came from and how old it is: "HIT · memory · 12 s old · 0.3 ms".
import { html } from 'app/html';
import { age, millis } from 'app/format';
import { ageAt } from 'app/provenance';
import { now } from 'app/store';

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
