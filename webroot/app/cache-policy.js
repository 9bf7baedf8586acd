// Changing a policy, each field with its unit and what is wrong with it.
import { useId, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { CACHE } from 'app/cache-feed';
import { Dialog, Refusal } from 'app/dialog';
import { html } from 'app/html';
import { toast } from 'app/toasts';

const NUMBERS = [
  ['freshSeconds', 'Fresh for, seconds'],
  ['staleWhileRevalidateSeconds', 'Stale while it is loaded again, seconds'],
  ['staleIfErrorSeconds', 'Stale when the load fails, seconds'],
  ['negativeSeconds', 'Remember that there is nothing, seconds'],
  ['jitterPercent', 'Jitter, percent'],
  ['eagerPercent', 'Loaded again behind the scenes after, percent'],
  ['softTimeoutMs', 'Wait when there is a stale one, ms'],
  ['hardTimeoutMs', 'Wait at most, ms'],
  ['shortestSeconds', 'Adaptive: at least, seconds'],
  ['longestSeconds', 'Adaptive: at most, seconds'],
];
const SWITCHES = [
  ['near', 'Keep it in the memory of the nodes that read it'],
  ['shared', 'Keep it in the shared tier as well'],
  ['compress', 'Keep it in gzip and Brotli as well'],
  ['adaptive', 'Follow the observed rate of change'],
];

export function PolicyDialog({ policy, onClose, onDone }) {
  const [state, setState] = useState({ busy: false, problem: null });
  const save = async (event) => {
    event.preventDefault();
    const body = changed(policy, event.currentTarget.elements);
    if (!Object.keys(body).length) return onClose();
    setState({ busy: true, problem: null });
    try {
      const headers = { 'If-Match': `"${policy.version}"` };
      await ask(`${CACHE}/policies/${policy.name}`, { method: 'PUT', body, headers });
      toast(`The policy ${policy.name} is changed on every node.`);
      return onDone();
    } catch (problem) {
      return setState({ busy: false, problem });
    }
  };
  const wrong = (name) => state.problem?.errors.find(({ pointer }) => pointer === `/${name}`)?.detail;
  return html`
    <${Dialog} title=${`Policy ${policy.name}`} onClose=${onClose}>
      <form class="policy" novalidate onSubmit=${save}>
        <div class="policy-fields">
          ${NUMBERS.map(
            ([name, label]) =>
              html`<${NumberField} key=${name} name=${name} label=${label} value=${policy[name]} wrong=${wrong(name)} />`,
          )}
        </div>
        ${SWITCHES.map(
          ([name, label]) => html`
            <label key=${name} class="switch">
              <input type="checkbox" name=${name} defaultChecked=${policy[name]} /> ${label}
            </label>
          `,
        )}
        <${Refusal} problem=${state.problem} />
        <div class="dialog-tools">
          <button type="button" class="button" onClick=${onClose}>Cancel</button>
          <button class="button primary" disabled=${state.busy}>Change on every node</button>
        </div>
      </form>
    <//>
  `;
}

function NumberField({ name, label, value, wrong }) {
  const id = useId();
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        name=${name}
        inputmode="decimal"
        defaultValue=${value}
        aria-invalid=${wrong ? 'true' : undefined}
        aria-describedby=${wrong ? `${id}-wrong` : undefined}
      />
      ${wrong && html`<span id=${`${id}-wrong`} class="wrong">${wrong}</span>`}
    </div>
  `;
}

/** Only the fields that the reader has changed; what is no number is left for the server to refuse. */
function changed(policy, elements) {
  const body = {};
  NUMBERS.forEach(([name]) => {
    const text = elements[name].value.trim();
    const value = text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    if (value !== policy[name]) body[name] = value;
  });
  SWITCHES.forEach(([name]) => {
    if (elements[name].checked !== policy[name]) body[name] = elements[name].checked;
  });
  return body;
}
