// Short sentences about what was just done; each goes by itself.
import { signal } from '@preact/signals';
import { html } from 'app/html';

const SHOWN_MILLIS = 8000;
const toasts = signal([]);
let last = 0;

export function toast(text) {
  const id = ++last;
  toasts.value = [...toasts.value, { id, text }];
  setTimeout(() => drop(id), SHOWN_MILLIS);
}

function drop(gone) {
  toasts.value = toasts.value.filter(({ id }) => id !== gone);
}

export function Toasts() {
  return html`
    <div class="toasts" role="status">
      ${toasts.value.map(
        ({ id, text }) => html`
          <p key=${id} class="toast">
            <span>${text}</span>
            <button type="button" class="button quiet" onClick=${() => drop(id)}>Close</button>
          </p>
        `,
      )}
    </div>
  `;
}
