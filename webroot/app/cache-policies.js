// How long answers live, by policy; admins change it here.
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { CACHE } from 'app/cache-feed';
import { duration, seconds } from 'app/cache-format';
import { PolicyDialog } from 'app/cache-policy';
import { DataTable } from 'app/data-table';
import { html } from 'app/html';
import { Panel } from 'app/panel';

const columns = (edit) => [
  { name: 'Policy', text: ({ name }) => name },
  { name: 'Fresh', numeric: true, text: (row) => seconds(row.freshSeconds) },
  { name: 'Stale while loading', numeric: true, text: (row) => seconds(row.staleWhileRevalidateSeconds) },
  { name: 'Stale on error', numeric: true, text: (row) => seconds(row.staleIfErrorSeconds) },
  { name: 'Waits at most', numeric: true, text: (row) => duration(row.hardTimeoutMs) },
  { name: 'Kept in', text: ({ near, shared }) => [near && 'memory', shared && 'shared'].filter(Boolean).join(', ') || 'nothing' },
  { name: 'Adaptive', text: ({ adaptive }) => (adaptive ? 'yes' : 'no') },
  ...(edit ? [{ name: 'Change', text: (row) => html`<${Edit} row=${row} edit=${edit} />` }] : []),
];

export function Policies({ admin }) {
  const [found, setFound] = useState({});
  const [edited, setEdited] = useState(null);
  const load = () =>
    ask(`${CACHE}/policies`).then(
      ({ data }) => setFound({ rows: [...data.items].sort((a, b) => a.name.localeCompare(b.name)) }),
      (problem) => setFound({ problem }),
    );
  useEffect(() => void load(), []);
  const done = () => {
    setEdited(null);
    load();
  };
  const { rows, problem } = found;
  return html`
    <${Panel}
      title="Policies"
      hint="how answers live; a dataset names one"
      place="wide"
      loading=${!rows}
      problem=${problem}
      empty=${rows && !rows.length && 'There are no policies.'}
    >
      <div class="scroll tall" tabindex="0" role="region" aria-label="Lifetimes in force">
        <${DataTable} caption="In force on all nodes" columns=${columns(admin && setEdited)} rows=${rows ?? []} />
      </div>
    <//>
    ${edited && html`<${PolicyDialog} policy=${edited} onClose=${() => setEdited(null)} onDone=${done} />`}
  `;
}

function Edit({ row, edit }) {
  return html`
    <button type="button" class="row-button" aria-label=${`Change the policy ${row.name}`} onClick=${() => edit(row)}>
      Change
    </button>
  `;
}
