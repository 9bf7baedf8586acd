// How each kind of entry is read, and how long it should live.
import { numbers, trouble } from 'app/cache-feed';
import { duration, percent, seconds } from 'app/cache-format';
import { DataTable } from 'app/data-table';
import { count } from 'app/format';
import { html } from 'app/html';
import { Panel } from 'app/panel';

const number = (name, field) => ({ name, numeric: true, text: ({ reads }) => count(reads[field]) });

const COLUMNS = [
  { name: 'Pattern', text: (row) => html`<span class="key">${row.pattern}</span>` },
  { name: 'Hit ratio', numeric: true, text: ({ reads }) => percent(reads.hitRatio) },
  number('Hits', 'hits'),
  number('Misses', 'misses'),
  number('Stale', 'stale'),
  number('Shared load', 'coalesced'),
  number('Loads', 'loads'),
  { name: 'Mean load', numeric: true, text: ({ reads }) => duration(reads.meanLoadMs) },
  { name: 'Saved', numeric: true, text: ({ reads }) => duration(reads.savedMs) },
  { name: 'Lives', text: (row) => html`${seconds(row.freshSeconds)} <span class="small">${row.policy}</span>` },
  { name: 'Advised', text: (row) => html`<${Advice} row=${row} />` },
];

export function Patterns() {
  const rows = numbers.value?.patterns;
  return html`
    <${Panel}
      title="Patterns"
      hint="keys without their parameters, most read first"
      place="wide"
      loading=${!rows}
      problem=${!rows && trouble.value}
      empty=${rows && !rows.length && 'Nothing was read yet. Open the desk, and its datasets appear here.'}
    >
      <div class="scroll tall" tabindex="0" role="region" aria-label="Patterns">
        <${DataTable} caption="Reads since the start, on all nodes" columns=${COLUMNS} rows=${rows ?? []} />
      </div>
    <//>
  `;
}

function Advice({ row: { advisedSeconds, reason, adaptive } }) {
  if (!advisedSeconds) return html`<span class="small">${reason || 'not enough seen yet'}</span>`;
  return html`
    <strong>${seconds(advisedSeconds)}</strong>${adaptive && html` <span class="badge follow">followed</span>`}
    <span class="reason">${reason}</span>
  `;
}
