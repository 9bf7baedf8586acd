// How many tasks of each type there are, and how quick they are.
import { duration, rate } from 'app/cache-format';
import { DataTable } from 'app/data-table';
import { count } from 'app/format';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { may } from 'app/roles';

const COLUMNS = [
  { name: 'Type', text: ({ type }) => type },
  { name: 'Waiting', numeric: true, text: ({ waiting, scheduled }) => count(waiting + scheduled) },
  { name: 'Running', numeric: true, text: ({ running }) => count(running) },
  { name: 'Failed', numeric: true, text: ({ dead }) => count(dead) },
  { name: 'Done, 1 h', numeric: true, text: ({ succeeded }) => count(succeeded) },
  { name: 'Per second', numeric: true, text: ({ perSecond }) => rate(perSecond) },
  { name: 'Wait p50', numeric: true, text: ({ waitMs }) => duration(waitMs.p50) },
  { name: 'p95', numeric: true, text: ({ waitMs }) => duration(waitMs.p95) },
  { name: 'Run p50', numeric: true, text: ({ runMs }) => duration(runMs.p50) },
  { name: 'p95 ', numeric: true, text: ({ runMs }) => duration(runMs.p95) },
];

export function TaskNumbers({ stats, problem }) {
  return html`
    <${Panel} title="Types" hint=${`counts ${may('admin') ? 'of everybody' : 'of yours'}; times of everybody’s in the last hour`} place="wide" loading=${!stats} problem=${problem}>
      <div class="scroll whole" tabindex="0" role="region" aria-label="Tasks by type">
        ${stats && html`<${DataTable} caption="Tasks by type" columns=${COLUMNS} rows=${stats} />`}
      </div>
    <//>
  `;
}
