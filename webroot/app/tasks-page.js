// The page of the tasks: what runs and waits, what failed, what is over, and how quick each type is.
import { useEffect, useState } from 'preact/hooks';
import { Frame } from 'app/frame';
import { html } from 'app/html';
import { LiveState } from 'app/live-state';
import { noticesState } from 'app/notices';
import { Panel } from 'app/panel';
import { may } from 'app/roles';
import { asking, forgetTasks, tasks, trouble, useTasks } from 'app/tasks-feed';
import { TaskDialog } from 'app/task-dialog';
import { TaskList } from 'app/tasks-list';
import { NewTask } from 'app/tasks-new';
import { TaskNumbers } from 'app/tasks-numbers';
import { TaskSchedules } from 'app/tasks-schedules';
import { TaskSources } from 'app/tasks-sources';
import { lookAtFailures, unseen } from 'app/tasks-watch';

export function TasksPage() {
  const [asked, setAsked] = useState(false);
  useTasks();
  useEffect(() => forgetTasks, []);
  // what fails while the page is looked at is seen
  useEffect(() => document.hidden || lookAtFailures(), [unseen.value, tasks.value]);
  const found = tasks.value;
  const well = (found?.over ?? []).filter(({ state }) => state === 'succeeded' || state === 'cancelled');
  const problem = !found && trouble.value;
  return html`
    <${Frame} state=${html`<${LiveState} state=${noticesState.value} />`} notice=${standstill(found)}>
      <header class="page-head">
        <h2 class="page-title">Tasks</h2>
        <button type="button" class="button primary" onClick=${() => setAsked(true)}>New task …</button>
      </header>
      <${Panel}
        title="Running and waiting"
        hint=${may('admin') ? 'of everybody, what runs first' : 'yours, what runs first'}
        place="wide"
        loading=${!found}
        problem=${problem}
        empty=${found && !found.open.length && 'Nothing runs, and nothing waits.'}
      >
        <${TaskList} items=${runningFirst(found?.open ?? [])} />
      <//>
      <${Panel}
        title="Failed"
        hint="tried in vain, or quarantined because their workers were lost with them"
        place="half"
        loading=${!found}
        problem=${problem}
        empty=${found && !found.bad.length && 'Nothing failed.'}
      >
        <${TaskList} items=${found?.bad ?? []} />
      <//>
      <${Panel}
        title="Over"
        hint="done or cancelled, the newest first"
        place="half"
        loading=${!found}
        problem=${problem}
        empty=${found && !well.length && 'Nothing is over yet.'}
      >
        <${TaskList} items=${well} />
      <//>
      <${TaskSources} />
      <${TaskSchedules} />
      <${TaskNumbers} stats=${found?.stats} problem=${problem} />
      <${TaskDialog} />
      ${asked && html`<${NewTask} onClose=${() => setAsked(false)} />`}
    <//>
  `;
}

/** Why the page does not move by itself, in words; empty while it does. */
function standstill(found) {
  if (trouble.value && found) return `The tasks are not renewed: ${trouble.value.message}`;
  return asking.value ? 'The live stream is interrupted. Until it is back, this page asks every three seconds.' : '';
}

function runningFirst(items) {
  const rank = ({ state }) => ['running', 'waiting', 'scheduled'].indexOf(state);
  return [...items].sort((one, other) => rank(one) - rank(other));
}
