// The entries that are asked for most.
import { openEntry } from 'app/cache-dialogs';
import { numbers } from 'app/cache-feed';
import { bytes } from 'app/cache-format';
import { DataTable } from 'app/data-table';
import { count } from 'app/format';
import { html } from 'app/html';
import { Panel } from 'app/panel';

const COLUMNS = [
  {
    name: 'Key',
    text: ({ key }) =>
      html`<button type="button" class="row-button key" onClick=${() => openEntry(key)}>${key}</button>`,
  },
  { name: 'Hits', numeric: true, text: ({ hits }) => count(hits) },
  { name: 'Size', numeric: true, text: ({ sizeBytes }) => bytes(sizeBytes) },
];

export function Hottest() {
  const rows = numbers.value?.metrics.hottest;
  return html`
    <${Panel}
      title="Hottest keys"
      place="half"
      loading=${!rows}
      empty=${rows && !rows.length && 'No entry was hit yet.'}
    >
      <div class="scroll" tabindex="0" role="region" aria-label="Hottest keys">
        <${DataTable} caption="Hits in memory, all nodes together" columns=${COLUMNS} rows=${rows ?? []} />
      </div>
    <//>
  `;
}
