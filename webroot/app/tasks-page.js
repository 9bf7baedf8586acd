// The page of the tasks: what runs and waits, what failed, what is over, and how quick each type is.
import { useEffect } from 'preact/hooks';
import { Frame } from 'app/frame';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { TaskDialog } from 'app/task-dialog';
import { forgetTasks, tasks, trouble, useTasks } from 'app/tasks-feed';
import { TaskList } from 'app/tasks-list';
import { AskForTask } from 'app/tasks-ask';
import { TaskNumbers } from 'app/tasks-numbers';

export function TasksPage() {
  useTasks();
  useEffect(() => forgetTasks, []);
  const found = tasks.value;
  const well = (found?.over ?? []).filter(({ state }) => state === 'succeeded' || state === 'cancelled');
  const problem = !found && trouble.value;
  return html`
    <${Frame}
      state=${html`<${FeedState} />`}
      notice=${trouble.value && found ? `The tasks are not renewed: ${trouble.value.message}` : ''}
    >
      <h2 class="page-title">Tasks</h2>
      <${Panel}
        title="Running and waiting"
        hint="what runs comes first"
        place="wide"
        loading=${!found}
        problem=${problem}
        empty=${found && !found.open.length && 'Nothing runs, and nothing waits.'}
      >
        <${TaskList} items=${runningFirst(found?.open ?? [])} />
      <//>
      <${Panel}
        title="Failed"
        hint="tried in vain, or quarantined because they took their workers with them"
        place="half"
        loading=${!found}
        problem=${problem}
        empty=${found && !found.bad.length && 'Nothing failed.'}
      >
        <${TaskList} items=${found?.bad ?? []} />
      <//>
      <${Panel}
        title="Over"
        hint="of the last twenty, those that did not fail"
        place="half"
        loading=${!found}
        problem=${problem}
        empty=${found && !well.length && 'Nothing is over yet.'}
      >
        <${TaskList} items=${well} />
      <//>
      <${AskForTask} />
      <${TaskNumbers} stats=${found?.stats} problem=${problem} />
      <${TaskDialog} />
    <//>
  `;
}

function runningFirst(items) {
  const rank = ({ state }) => ['running', 'waiting', 'scheduled'].indexOf(state);
  return [...items].sort((one, other) => rank(one) - rank(other));
}

/** How many run, and whether that is renewed. */
function FeedState() {
  const state = trouble.value ? 'reconnecting' : tasks.value ? 'live' : 'connecting';
  const running = tasks.value?.open.filter((task) => task.state === 'running').length ?? 0;
  const words = { reconnecting: 'Not renewed', live: running ? `${running} running` : 'Idle', connecting: 'Connecting' };
  return html`
    <div class=${`connection is-${state}`}>
      <span class="dot" aria-hidden="true"></span>
      <span role="status" class="connection-state">${words[state]}</span>
    </div>
  `;
}
