// What is pulled from other servers: each declared source and how that went last.
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { DataTable } from 'app/data-table';
import { count } from 'app/format';
import { html } from 'app/html';
import { listen } from 'app/notices';
import { Panel } from 'app/panel';
import { may } from 'app/roles';
import { refresh } from 'app/tasks-feed';
import { State } from 'app/tasks-list';
import { TASKS } from 'app/tasks-watch';
import { when } from 'app/tasks-words';
import { toast } from 'app/toasts';

const APART_MILLIS = 1000;

export function TaskSources() {
  const { items, problem } = useSources();
  // most servers declare none
  if (!may('operator') || (!problem && !items?.length)) return null;
  return html`
    <${Panel} title="Sources" hint="datasets of other servers that data.sync pulls" place="wide" loading=${!items} problem=${problem}>
      <div class="scroll whole" tabindex="0" role="region" aria-label="List of sources">
        ${items && html`<${DataTable} caption="Sources" columns=${COLUMNS} rows=${items} />`}
      </div>
    <//>
  `;
}

const COLUMNS = [
  { name: 'Source', text: ({ source, host }) => html`${source} <span class="small">${host}</span>` },
  { name: 'Last run', text: ({ last }) => (last ? html`<${State} task=${last} /> <span class="small">${when(last.finishedAt ?? last.startedAt ?? last.askedAt)}</span>` : 'never') },
  { name: 'Pull', text: ({ source, last }) => html`<${Pull} source=${source} state=${last?.state} />` },
  { name: 'What came of it', text: ({ last }) => last && html`<span class="source-outcome" title=${outcome(last)}>${outcome(last)}</span>` },
  { name: 'Pulled whole', text: ({ succeededAt }) => (succeededAt ? when(succeededAt) : 'never') },
  { name: 'Into', text: ({ into }) => into },
  { name: 'Times', text: ({ cron, timeZone }) => (cron ? html`<span class="key">${cron}</span> <span class="small">${timeZone}</span>` : 'on request') },
];

function outcome({ state, numbers, message, error }) {
  if (numbers) return `${count(numbers.rows)} rows: ${count(numbers.inserted)} new, ${count(numbers.updated)} changed`;
  return (state !== 'running' && error) || message;
}

function Pull({ source, state }) {
  const [busy, setBusy] = useState(false);
  const open = ['running', 'waiting', 'scheduled'].includes(state);
  const pull = async () => {
    setBusy(true);
    try {
      await ask(TASKS, { method: 'POST', body: { type: 'data.sync', payload: { source } } });
      refresh();
    } catch (problem) {
      toast(problem.message);
    }
    setBusy(false);
  };
  return html`<button type="button" class="row-button" aria-label=${`Pull ${source}`} disabled=${busy || open} onClick=${pull}>Pull now</button>`;
}

/** {items, problem}, read again when a pull moves. */
function useSources() {
  const [found, setFound] = useState({});
  useEffect(() => {
    if (!may('operator')) return undefined;
    const abort = new AbortController();
    let timer = 0;
    let readAt = 0;
    const read = async () => {
      timer = 0;
      readAt = Date.now();
      try {
        const { data } = await ask(`${TASKS}/sources`, { abort: abort.signal });
        setFound({ items: data.items });
      } catch (problem) {
        if (!abort.signal.aborted) setFound((before) => ({ ...before, problem }));
      }
    };
    const soon = () => (timer ||= setTimeout(read, Math.max(0, readAt + APART_MILLIS - Date.now())));
    read();
    const stopListening = listen((frame) => concerns(frame) && soon());
    return () => {
      stopListening();
      clearTimeout(timer);
      abort.abort();
    };
  }, []);
  return found;
}

function concerns({ topic, type, payload }) {
  if (topic === 'stream') return type === 'snapshot' || type === 'dropped';
  return topic === 'tasks' && (payload.type === 'data.sync' || type.startsWith('tasks.'));
}
