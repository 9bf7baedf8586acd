// Asking for a task, now, later or again and again.
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { Field, Pick, useForm } from 'app/account-form';
import { Dialog, Refusal } from 'app/dialog';
import { html } from 'app/html';
import { may } from 'app/roles';
import { payloadOf, PayloadFields } from 'app/tasks-fields';
import { refresh } from 'app/tasks-feed';
import { saved } from 'app/tasks-schedules';
import { TASKS } from 'app/tasks-watch';
import { toast } from 'app/toasts';

const PRIORITIES = ['normal', 'urgent', 'high', 'low'];
const WHEN = ['now', 'in some minutes', 'again and again'];

export function NewTask({ onClose }) {
  const { types, problem } = useTypes();
  const [name, setName] = useState('');
  const type = types?.find((one) => one.type === name) ?? types?.[0];
  return html`
    <${Dialog} title="New task" onClose=${onClose}>
      ${problem && html`<p class="message bad" role="alert">${problem.message}</p>`}
      ${!types && !problem && html`<p role="status">Looking up what can be asked for …</p>`}
      ${types && !type && html`<p>There is nothing that your role may ask for.</p>`}
      ${type && html`<${Form} key=${type.type} type=${type} types=${types} onType=${setName} onClose=${onClose} />`}
    <//>
  `;
}

function Form({ type, types, onType, onClose }) {
  const [when, setWhen] = useState(WHEN[0]);
  const [asJson, setAsJson] = useState(false);
  const { busy, problem, wrong, submit } = useForm(async ({ elements }) => {
    const payload = await payloadOf(type.payload, elements, asJson);
    const asked = { type: type.type, payload, priority: elements.priority.value };
    await (when === WHEN[2] ? schedule(asked, elements) : enqueue(asked, elements));
    onClose();
  });
  const rest = problem?.errors?.filter(({ pointer }) => pointer === '/payload' || pointer === '/type') ?? [];
  return html`
    <form class="form" novalidate onSubmit=${submit}>
      <${Pick} label="Type" name="type" options=${types.map((one) => one.type)} value=${type.type} onChange=${(event) => onType(event.currentTarget.value)} />
      <p class="small">${type.title}</p>
      <${PayloadFields} schema=${type.payload} asJson=${asJson} wrong=${(name) => wrong(`payload/${name}`)} />
      <label class="switch">
        <input type="checkbox" checked=${asJson} onChange=${(event) => setAsJson(event.currentTarget.checked)} /> Write the payload as JSON
      </label>
      <div class="form-row">
        <${Pick} label="Run it" name="when" options=${WHEN} value=${when} onChange=${(event) => setWhen(event.currentTarget.value)} />
        <${Pick} label="Priority" name="priority" options=${PRIORITIES} />
      </div>
      ${when === WHEN[1] &&
      html`<${Field} label="In how many minutes" name="minutes" inputmode="decimal" defaultValue="10" wrong=${wrong('delaySeconds')} />`}
      ${when === WHEN[2] && html`<${Again} type=${type.type} wrong=${wrong} />`}
      <${Refusal} problem=${problem} />
      ${rest.map(({ detail }) => html`<p class="wrong" key=${detail}>${detail}</p>`)}
      <div class="dialog-tools">
        <button type="button" class="button" onClick=${onClose}>Cancel</button>
        <button class="button primary" disabled=${busy}>
          ${busy ? 'One moment …' : when === WHEN[2] ? 'Save the schedule' : 'Ask for it'}
        </button>
      </div>
    </form>
  `;
}

function Again({ type, wrong }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return html`
    <div class="form-row">
      <${Field} label="Name of the schedule" name="schedule" defaultValue=${type.replaceAll('.', '-')} maxlength="63" autocapitalize="none" wrong=${wrong('schedule')} />
      <${Field} label="Time zone" name="timeZone" defaultValue=${zone} maxlength="64" wrong=${wrong('timeZone')} />
    </div>
    <${Field}
      label="Cron expression"
      name="cron"
      defaultValue="0 6 * * 1-5"
      maxlength="100"
      hint="minute, hour, day of the month, month, day of the week: here on weekdays at six"
      wrong=${wrong('cron')}
    />
  `;
}

async function enqueue(asked, { minutes }) {
  const delaySeconds = minutes && number(minutes.value, 60);
  const { data } = await ask(TASKS, { method: 'POST', body: { ...asked, ...(minutes && { delaySeconds }) } });
  refresh();
  toast(`The task ${data.type} is ${data.state}.`);
}

/** What is no number is left for the server to refuse. */
function number(text, times) {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() && Number.isFinite(value) ? value * times : text;
}

async function schedule(asked, elements) {
  const name = elements.schedule.value.trim();
  const body = { ...asked, cron: elements.cron.value.trim(), timeZone: elements.timeZone.value.trim() };
  await ask(`${TASKS}/schedules/${encodeURIComponent(name)}`, { method: 'PUT', body });
  saved.value++;
  toast(`The schedule ${name} is saved.`);
}

/** {types, problem}: what the reader may ask for. */
function useTypes() {
  const [found, setFound] = useState({});
  useEffect(() => {
    const abort = new AbortController();
    ask(`${TASKS}/types`, { abort: abort.signal }).then(
      ({ data }) => setFound({ types: data.items.filter(({ role }) => may(role)) }),
      (problem) => abort.signal.aborted || setFound({ problem }),
    );
    return () => abort.abort();
  }, []);
  return found;
}
