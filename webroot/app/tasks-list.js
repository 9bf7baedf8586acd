// A list of tasks, each with its state and how far it is.
import { duration } from 'app/cache-format';
import { html } from 'app/html';
import { session } from 'app/store';
import { opened } from 'app/tasks-feed';
import { when } from 'app/tasks-words';

export function TaskList({ items }) {
  return html`<ul class="tasks">${items.map((task) => html`<${Task} key=${task.id} task=${task} />`)}</ul>`;
}

function Task({ task }) {
  const { id, type, owner, state, percent, createdAt } = task;
  const whose = owner === session.value?.user ? '' : `by ${owner}, `;
  return html`
    <li>
      <button type="button" class="task" data-task=${id} onClick=${() => (opened.value = { id })}>
        <span class="task-head">
          <strong>${type}</strong>
          <span class="small">${whose}${when(createdAt)}</span>
        </span>
        <${State} task=${task} />
        ${state === 'running' &&
        html`<span class="task-far"><${Far} label=${`Progress of ${type}`} percent=${percent} /></span>`}
        <span class="small task-words">${said(task)}</span>
      </button>
    </li>
  `;
}

/** A bar; while it is not known how much there is to do, one that only moves. */
export function Far({ label, percent }) {
  return percent > 0
    ? html`<progress class="bar" aria-label=${label} max="100" value=${percent}></progress>
        <span class="small">${Math.floor(percent)} %</span>`
    : html`<progress class="bar moving" aria-label=${label}></progress>`;
}

export function State({ task: { state, cancelling } }) {
  const word = cancelling ? 'ending' : state;
  return html`<span class=${`state is-${word}`}>${word}</span>`;
}

/** What it says of itself while it runs, why it failed, else when it runs or how long it took. */
function said(task) {
  const { state, message, error } = task;
  if (state === 'running') return message;
  return (state !== 'succeeded' && error) || inWords(task);
}

/** When it runs, or how long it took. */
function inWords({ state, readyAt, startedAt, finishedAt, attempt }) {
  if (state === 'scheduled') return `from ${when(readyAt)}${attempt ? `, after ${attempt} failed` : ''}`;
  if (state === 'waiting') return 'for its turn';
  if (!finishedAt || !startedAt) return '';
  return `took ${duration(Date.parse(finishedAt) - Date.parse(startedAt))}`;
}
