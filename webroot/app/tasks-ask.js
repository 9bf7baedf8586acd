// Asking for a task: its type and payload.
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { Refusal, useAction } from 'app/dialog';
import { Choice } from 'app/fields';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { may } from 'app/roles';
import { done, TASKS } from 'app/tasks-feed';
import { toast } from 'app/toasts';

const EXAMPLES = { 'cache.warm': '{ "mode": "popular" }' };

export function AskForTask() {
  const types = useTypes();
  const [type, setType] = useState('');
  const chosen = types?.find((one) => one.type === type) ?? types?.[0];
  if (!chosen) return null;
  return html`
    <${Panel} title="Ask for a task" hint=${chosen.title} place="wide">
      <${Form} key=${chosen.type} type=${chosen.type} types=${types} onType=${setType} />
    <//>
  `;
}

function Form({ type, types, onType }) {
  const [text, setText] = useState(EXAMPLES[type] ?? '{}');
  const { busy, problem, start } = useAction(async () => {
    const { data } = await ask(TASKS, { method: 'POST', body: { type, payload: parsed(text) } });
    done.value++;
    toast(`The task ${data.type} is ${data.state}.`);
  });
  const submit = async (event) => {
    event.preventDefault();
    await start();
  };
  const errors = problem?.errors?.map(({ pointer, detail }) => `${pointer}: ${detail}`) ?? [];
  return html`
    <form class="act" onSubmit=${submit}>
      <${Choice} label="Type" value=${type} options=${types.map((one) => [one.type, one.type])} onChange=${onType} />
      <input
        class="key"
        aria-label="Payload as JSON"
        value=${text}
        maxlength="4000"
        autocapitalize="none"
        spellcheck=${false}
        onInput=${(event) => setText(event.currentTarget.value)}
      />
      <button class="button primary">${busy && !problem ? 'Ask again' : 'Ask'}</button>
    </form>
    <${Refusal} problem=${problem} />
    ${errors.map((error) => html`<p class="wrong" key=${error}>${error}</p>`)}
  `;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The payload is no JSON.');
  }
}

/** The types that the reader may ask for; null before they came. */
function useTypes() {
  const [types, setTypes] = useState(null);
  useEffect(() => {
    const abort = new AbortController();
    ask(`${TASKS}/types`, { abort: abort.signal }).then(
      ({ data }) => setTypes(data.items.filter(({ role }) => may(role))),
      () => {},
    );
    return () => abort.abort();
  }, []);
  return types;
}
