// Fields of a form with what the server says is wrong with each.
import { useId, useState } from 'preact/hooks';
import { Dialog, Refusal } from 'app/dialog';
import { html } from 'app/html';

/** `wrong` is the sentence about this field; the rest goes to the input. */
export function Field({ label, hint, wrong, ...input }) {
  const id = useId();
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <input id=${id} aria-invalid=${wrong ? 'true' : undefined} aria-describedby=${described || undefined} ...${input} />
      ${hint && html`<span id=${`${id}-hint`} class="small">${hint}</span>`}
      ${wrong && html`<span id=${`${id}-wrong`} class="wrong" role="alert">${wrong}</span>`}
    </div>
  `;
}

/** `options` are values that are their own names. */
export function Pick({ label, options, ...select }) {
  const id = useId();
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} ...${select}>
        ${options.map((option) => html`<option key=${option} value=${option}>${option}</option>`)}
      </select>
    </div>
  `;
}

export const ROLES = ['viewer', 'trader', 'operator', 'admin'];

/** {busy, problem, wrong, submit}: `send(form)` answers a promise; `wrong(name)` is about one field. */
export function useForm(send) {
  const [state, setState] = useState({ busy: false, problem: null });
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    setState({ busy: true, problem: null });
    try {
      await send(form);
      setState({ busy: false, problem: null });
    } catch (problem) {
      setState({ busy: false, problem });
    }
  };
  const wrong = (name) => state.problem?.errors?.find(({ pointer }) => pointer.startsWith(`/${name}`))?.detail;
  return { ...state, wrong, submit };
}

/** A dialog with a form: `children(wrong)` are its fields. What all is said beside them is not said again below. */
export function FormDialog({ title, action, send, onClose, children }) {
  const { busy, problem, wrong, submit } = useForm(send);
  let said = 0;
  const fields = children((name) => {
    const why = wrong(name);
    if (why) said++;
    return why;
  });
  const allSaid = said > 0 && said === problem.errors.length;
  return html`
    <${Dialog} title=${title} onClose=${onClose}>
      <form class="form" novalidate onSubmit=${submit}>
        ${fields}
        <${Refusal} problem=${allSaid ? null : problem} />
        <div class="dialog-tools">
          <button type="button" class="button" onClick=${onClose}>Cancel</button>
          <button class="button primary" disabled=${busy}>${busy ? 'One moment …' : action}</button>
        </div>
      </form>
    <//>
  `;
}
