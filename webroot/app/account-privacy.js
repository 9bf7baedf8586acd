// What somebody has a say in: consents, a copy of his data, and his erasure. A section of the page of the account.
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { Dialog, Refusal, useAction } from 'app/dialog';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { endSession, session } from 'app/store';
import { toast } from 'app/toasts';

const CONSENTS = '/api/v1/performance/privacy/consents';

export function Privacy() {
  return html`<${Choices} /><${OwnData} />`;
}

function Choices() {
  const [state, setState] = useState({});
  useEffect(() => {
    const abort = new AbortController();
    ask(CONSENTS, { abort: abort.signal }).then(
      ({ data }) => setState({ items: data.items }),
      (problem) => abort.signal.aborted || setState({ problem }),
    );
    return () => abort.abort();
  }, []);
  const changed = (item) =>
    setState(({ items }) => ({ items: items.map((known) => (known.purpose === item.purpose ? item : known)) }));
  return html`
    <${Panel} title="Privacy" hint="your choice counts at once, everywhere" place="half" loading=${!state.items} problem=${state.problem}>
      ${state.items?.map((item) => html`<${Choice} key=${item.purpose} item=${item} onChange=${changed} />`)}
    <//>
  `;
}

function Choice({ item, onChange }) {
  const { purpose, title, text, textVersion, given, answeredAt } = item;
  const { busy, problem, start } = useRepeated(async () => {
    const { data } = await ask(CONSENTS, { method: 'PUT', body: { purpose, given: !given, textVersion } });
    onChange(data);
    toast(data.given ? `You agreed: ${title}.` : `You withdrew: ${title}.`);
  });
  const change = ({ currentTarget }) => {
    // it moves when the server has answered
    currentTarget.checked = given;
    if (!busy) start();
  };
  const since = answeredAt ? new Date(answeredAt).toLocaleDateString('en-GB', { dateStyle: 'long' }) : '';
  return html`
    <div class="consent">
      <label class="switch">
        <input type="checkbox" role="switch" checked=${given} aria-describedby=${`consent-${purpose}`} onChange=${change} />
        <strong>${title}</strong>
      </label>
      <p id=${`consent-${purpose}`} class="small">
        ${text} ${since && html`<span class="since">${given ? 'Agreed' : 'Not agreed'} since ${since}.</span>`}
      </p>
      <${Refusal} problem=${problem} />
    </div>
  `;
}

function OwnData() {
  const [asking, setAsking] = useState(false);
  const { busy, problem, start } = useRepeated(download);
  return html`
    <${Panel} title="Your data" place="half">
      <p>Everything that this server stores about you, as a file. Secrets such as your password are not in it.</p>
      <div class="act">
        <button type="button" class="button" disabled=${busy} onClick=${start}>Download my data</button>
        <button type="button" class="button danger" onClick=${() => setAsking(true)}>Erase my account …</button>
      </div>
      <${Refusal} problem=${problem} />
      ${asking && html`<${Erase} onClose=${() => setAsking(false)} />`}
    <//>
  `;
}

/** An action that may be done again after it was done. */
function useRepeated(run) {
  const [running, setRunning] = useState(false);
  const { problem, busy, start } = useAction(async () => {
    setRunning(true);
    await run().finally(() => setRunning(false));
  });
  return { problem: busy ? null : problem, busy: running, start };
}

async function download() {
  const { data } = await ask('/api/v1/account/export');
  const file = new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' });
  const link = Object.assign(document.createElement('a'), {
    href: URL.createObjectURL(file),
    download: `spinreserve-${data.user}.json`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  toast('Your data is downloaded.');
}

function Erase({ onClose }) {
  const [typed, setTyped] = useState('');
  const { user } = session.value;
  const { busy, problem, start } = useAction(async () => {
    await ask('/api/v1/account/erasure', { method: 'POST', body: { confirm: typed } });
    endSession('Your account and what was stored about you are erased.');
  });
  const submit = (event) => {
    event.preventDefault();
    start();
  };
  return html`
    <${Dialog} title="Erase my account" onClose=${onClose}>
      <form class="erase" onSubmit=${submit}>
        <p>Your account, consents and sessions are deleted now. In the audit log a number stays in place of your name. This cannot be undone.</p>
        <div class="field">
          <label for="erase-name">Type your user name, ${user}, to confirm</label>
          <input id="erase-name" value=${typed} onInput=${(event) => setTyped(event.currentTarget.value)} autocomplete="off" autocapitalize="none" spellcheck=${false} />
        </div>
        <${Refusal} problem=${problem} />
        <div class="dialog-tools">
          <button type="button" class="button" onClick=${onClose}>Cancel</button>
          <button class="button danger" disabled=${typed !== user || busy}>Erase for good</button>
        </div>
      </form>
    <//>
  `;
}
