// All about one task: its attempts with their logs, its result; cancelling and running again, after a question.
import { ask } from 'app/api';
import { duration } from 'app/cache-format';
import { Confirm, Dialog } from 'app/dialog';
import { html } from 'app/html';
import { opened, refresh } from 'app/tasks-feed';
import { Far, State } from 'app/tasks-list';
import { useTask } from 'app/task-one';
import { TASKS } from 'app/tasks-watch';
import { when } from 'app/tasks-words';
import { toast } from 'app/toasts';

const ENDED_BADLY = ['failed', 'cancelled', 'quarantined'];
const OPEN = ['scheduled', 'waiting', 'running'];

function close() {
  opened.value = null;
}

export function TaskDialog() {
  const now = opened.value;
  if (!now) return null;
  return now.question
    ? html`<${Question} key=${now.question} id=${now.id} question=${now.question} />`
    : html`<${Shown} key=${now.id} id=${now.id} />`;
}

const QUESTIONS = {
  cancel: {
    title: 'Cancel this task?',
    action: 'Cancel the task',
    sentence: 'What does not run yet never will. What runs is told to end; what it has done already stays done.',
    request: (id) => ask(`${TASKS}/${id}`, { method: 'DELETE' }),
    said: 'The task is cancelled.',
  },
  retry: {
    title: 'Run this task again?',
    action: 'Run it again',
    sentence: 'It gets all its attempts again and goes on from its last checkpoint, if it has one.',
    request: (id) => ask(`${TASKS}/retries/${id}`, { method: 'POST' }),
    said: 'The task runs again.',
  },
};

function Question({ id, question }) {
  const { title, action, sentence, request, said } = QUESTIONS[question];
  const run = async () => {
    await request(id);
    close();
    refresh();
    toast(said);
  };
  return html`<${Confirm} title=${title} action=${action} run=${run} onClose=${close}><p>${sentence}</p><//>`;
}

function Shown({ id }) {
  const { task, problem } = useTask(id);
  const put = (question) => () => (opened.value = { id, question });
  return html`
    <${Dialog} title=${task ? task.type : 'Task'} onClose=${close}>
      ${problem && html`<p class="message bad" role="alert">${problem.message}</p>`}
      ${!task && !problem && html`<p role="status">Looking it up …</p>`}
      ${task && html`<${Known} task=${task} />`}
      <div class="dialog-tools">
        <button type="button" class="button" onClick=${close}>Close</button>
        ${task && OPEN.includes(task.state) && !task.cancelling &&
        html`<button type="button" class="button" onClick=${put('cancel')}>Cancel it …</button>`}
        ${task && ENDED_BADLY.includes(task.state) &&
        html`<button type="button" class="button primary" onClick=${put('retry')}>Run again …</button>`}
      </div>
    <//>
  `;
}

function Known({ task }) {
  const { id, owner, priority, createdAt, attempt, crashes, percent, message, node, state } = task;
  const facts = [
    ['By', owner],
    ['Asked for', when(createdAt)],
    ['Priority', priority],
    ['Attempts', crashes ? `${attempt}, and ${crashes} lost with their workers` : String(attempt)],
  ];
  return html`
    <p><${State} task=${task} /> <span class="small">${message}</span></p>
    ${state === 'running' &&
    html`<p class="task-far"><${Far} label="Progress" percent=${percent} /></p>
      <p class="small">on node ${short(node)}</p>`}
    <dl class="facts">
      ${facts.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
    <p class="key whole">${id}</p>
    <${Json} title="Payload" value=${task.payload} />
    ${task.result && html`<${Json} title="Result" value=${task.result} shown />`}
    ${task.log.length > 0 && html`<h3>Now</h3><${Lines} lines=${task.log} />`}
    ${task.attempts.length > 0 &&
    html`<h3>Attempts</h3>
      <ol class="attempts">${[...task.attempts].reverse().map((one) => html`<${Attempt} key=${one.number} attempt=${one} />`)}</ol>`}
  `;
}

function Attempt({ attempt: { number, node, startedAt, endedAt, outcome, detail, log } }) {
  const took = duration(Date.parse(endedAt) - Date.parse(startedAt));
  return html`
    <li>
      <p>
        <strong>${number}</strong> <span class=${`state is-${outcome}`}>${outcome}</span>${' '}
        <span class="small">${when(startedAt)}, ${took}, on node ${short(node)}</span>
      </p>
      ${detail && html`<p>${detail}</p>`}
      ${log.length > 0 && html`<${Lines} lines=${log} />`}
    </li>
  `;
}

/** Enough of a node's id to tell it from the others. */
function short(node) {
  return node.slice(0, 8);
}

function Lines({ lines }) {
  return html`
    <ol class="log" tabindex="0" aria-label="Log">
      ${lines.map(({ afterMs, text }, at) => html`<li key=${at}><span>${duration(afterMs)}</span> ${text}</li>`)}
    </ol>
  `;
}

function Json({ title, value, shown = false }) {
  const text = JSON.stringify(value, null, 2);
  return html`<details class="behind" open=${shown}><summary>${title}</summary><pre class="key whole" tabindex="0">${text}</pre></details>`;
}
