// The tasks that come back, and the end of that.
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { DataTable } from 'app/data-table';
import { Confirm } from 'app/dialog';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { may } from 'app/roles';
import { session } from 'app/store';
import { TASKS } from 'app/tasks-watch';
import { when } from 'app/tasks-words';
import { toast } from 'app/toasts';

/** Counts up when a schedule was saved or deleted. */
export const saved = signal(0);

export function TaskSchedules() {
  const { items, problem } = useSchedules();
  const [asked, setAsked] = useState('');
  const remove = async () => {
    await ask(`${TASKS}/schedules/${encodeURIComponent(asked)}`, { method: 'DELETE' });
    setAsked('');
    saved.value++;
    toast(`The schedule ${asked} is deleted.`);
  };
  // most people have none
  if (!may('admin') && !items?.length) return null;
  const own = ({ owner }) => owner === session.value?.user;
  const columns = [
    { name: 'Schedule', text: ({ name }) => name },
    { name: 'Type', text: ({ type }) => type },
    { name: 'Times', text: ({ cron, timeZone }) => html`<span class="key">${cron}</span> <span class="small">${timeZone}</span>` },
    { name: 'Next', text: ({ nextAt }) => (nextAt ? when(nextAt) : 'never') },
    { name: 'By', text: ({ owner }) => (owner === 'system' ? 'the configuration' : owner) },
  ];
  const removal = {
    name: 'Delete',
    text: (one) =>
      own(one) &&
      html`<button type="button" class="row-button" aria-label=${`Delete ${one.name}`} onClick=${() => setAsked(one.name)}>Delete …</button>`,
  };
  if (items?.some(own)) columns.push(removal);
  return html`
    <${Panel}
      title="Schedules"
      hint="tasks that come back; each fires once in the cluster"
      place="wide"
      loading=${!items}
      problem=${problem}
      empty=${items && !items.length && 'No task comes back by itself.'}
    >
      <div class="scroll" tabindex="0" role="region" aria-label="List of schedules">
        ${items && html`<${DataTable} caption="Schedules" columns=${columns} rows=${items} />`}
      </div>
    <//>
    ${asked &&
    html`<${Confirm} title=${`Delete ${asked}?`} action="Delete" run=${remove} onClose=${() => setAsked('')}>
      <p>It fires no more. The tasks that it has made stay.</p>
    <//>`}
  `;
}

function useSchedules() {
  const [found, setFound] = useState({});
  useEffect(() => {
    const abort = new AbortController();
    ask(`${TASKS}/schedules`, { abort: abort.signal }).then(
      ({ data }) => setFound({ items: data.items }),
      (problem) => abort.signal.aborted || setFound({ problem }),
    );
    return () => abort.abort();
  }, [saved.value]);
  return found;
}
