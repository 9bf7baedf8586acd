// A dialog above the page: it takes the focus, Escape closes it, and the focus goes back.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { html } from 'app/html';

export function Dialog({ title, onClose, children }) {
  const id = useId();
  const box = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current.showModal();
    return () => before?.isConnected && before.focus();
  }, []);
  const outside = (event) => event.target === box.current && onClose();
  return html`
    <dialog ref=${box} class="dialog" aria-labelledby=${id} onClose=${onClose} onMouseDown=${outside}>
      <div class="dialog-box">
        <h2 id=${id}>${title}</h2>
        ${children}
      </div>
    </dialog>
  `;
}

/** Says what will happen, and does it: `run` answers a promise; its failure stays in the dialog. */
export function Confirm({ title, action, run, onClose, children }) {
  const { busy, problem, start } = useAction(run);
  return html`
    <${Dialog} title=${title} onClose=${onClose}>
      ${children}
      <${Refusal} problem=${problem} />
      <div class="dialog-tools">
        <button type="button" class="button" onClick=${onClose}>Cancel</button>
        <button type="button" class="button primary" disabled=${busy} onClick=${start}>
          ${busy ? 'One moment …' : action}
        </button>
      </div>
    <//>
  `;
}

export function Refusal({ problem }) {
  return html`<p class="message bad" role="alert" hidden=${!problem}>${problem?.message}</p>`;
}

/** {busy, problem, start} of something that is done once at a time. */
export function useAction(run) {
  const [state, setState] = useState({ busy: false, problem: null });
  const start = async () => {
    setState({ busy: true, problem: null });
    try {
      await run();
    } catch (problem) {
      setState({ busy: false, problem });
    }
  };
  return { ...state, start };
}
