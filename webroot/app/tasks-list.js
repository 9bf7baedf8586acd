// A list of tasks, each with its state and how far it is.
import { duration } from 'app/cache-format';
import { html } from 'app/html';
import { opened } from 'app/tasks-feed';
import { clock } from 'app/zone-time';

export function TaskList({ items }) {
  return html`<ul class="tasks">${items.map((task) => html`<${Task} key=${task.id} task=${task} />`)}</ul>`;
}

function Task({ task }) {
  const { id, type, owner, state, percent, message, error, createdAt } = task;
  return html`
    <li>
      <button type="button" class="task" onClick=${() => (opened.value = { id })}>
        <span class="task-head">
          <strong>${type}</strong>
          <span class="small">by ${owner}, ${clock(Date.parse(createdAt))}</span>
        </span>
        <${State} task=${task} />
        ${state === 'running' &&
        html`<progress class="bar" aria-label=${`Progress of ${type}`} max="100" value=${percent}></progress>`}
        <span class="small task-words">${error || message || when(task)}</span>
      </button>
    </li>
  `;
}

export function State({ task: { state, cancelling } }) {
  const word = cancelling ? 'ending' : state;
  return html`<span class=${`state is-${word}`}>${word}</span>`;
}

/** When it runs, or how long it took. */
function when({ state, readyAt, startedAt, finishedAt, attempt }) {
  if (state === 'scheduled') return `from ${clock(Date.parse(readyAt))}${attempt ? `, after ${attempt} failed` : ''}`;
  if (state === 'waiting') return 'for its turn';
  if (!finishedAt || !startedAt) return '';
  return `took ${duration(Date.parse(finishedAt) - Date.parse(startedAt))}`;
}
