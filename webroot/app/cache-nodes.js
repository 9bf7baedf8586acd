// The nodes of the cluster, each with its memory and what it thinks of the shared tier.
import { numbers } from 'app/cache-feed';
import { bytes, percent } from 'app/cache-format';
import { DataTable } from 'app/data-table';
import { age, count } from 'app/format';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { now } from 'app/store';

const COLUMNS = [
  { name: 'Node', text: ({ node }) => html`<span class="key">${node.slice(0, 8)}</span>` },
  { name: 'State', text: (row) => html`<${State} row=${row} />` },
  { name: 'Up for', numeric: true, text: ({ since }) => age(Math.max(0, now.value - Date.parse(since)) / 1000) },
  { name: 'Hit ratio', numeric: true, text: ({ reads }) => percent(reads.hitRatio) },
  { name: 'Entries', numeric: true, text: ({ near }) => count(near.entries) },
  { name: 'Memory', numeric: true, text: ({ near }) => bytes(near.sizeBytes) },
  { name: 'Loads', numeric: true, text: ({ reads }) => count(reads.loads) },
];

export function Nodes() {
  const known = numbers.value;
  const missing = known?.metrics.missingNodes ?? [];
  return html`
    <${Panel} title="Nodes" place="half" loading=${!known}>
      ${missing.length > 0 &&
      html`<p class="message bad" role="alert">
        No answer in time from ${missing.map((node) => node.slice(0, 8)).join(', ')}: its numbers are missing here.
      </p>`}
      <div class="scroll" tabindex="0" role="region" aria-label="Nodes">
        <${DataTable} caption="Since the start of each" columns=${COLUMNS} rows=${rowsOf(known)} />
      </div>
    <//>
  `;
}

function rowsOf(known) {
  if (!known) return [];
  const health = new Map(known.health.nodes.map((node) => [node.node, node]));
  return known.metrics.nodes.map((node) => ({ ...node, health: health.get(node.node) }));
}

function State({ row: { health } }) {
  const detail = [health?.near, health?.shared].map((tier) => tier?.detail).find(Boolean);
  return html`
    <span class=${`state is-${detail ? 'degraded' : 'up'}`}>${detail ? 'Degraded' : 'As it should be'}</span>
    ${detail && html`<span class="reason">${detail}</span>`}
  `;
}
