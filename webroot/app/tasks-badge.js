// Beside the link to the tasks: how many of the reader's own run, and how many failed since the reader looked.
import { html } from 'app/html';
import { plural } from 'app/format';
import { running, unseen } from 'app/tasks-watch';

const MOST = 99;

export function TaskBadge() {
  const runs = running.value.size;
  const failed = unseen.value.size;
  const words = [runs && `${runs} running`, failed && plural(failed, 'new failure')].filter(Boolean).join(', ');
  return html`
    ${runs > 0 && html`<${Count} number=${runs} tone="" />`}
    ${failed > 0 && html`<${Count} number=${failed} tone="bad" />`}
    ${words && html`<span class="unseen">, ${words}</span>`}
  `;
}

function Count({ number, tone }) {
  return html`<span class=${`link-count ${tone}`} aria-hidden="true">${number > MOST ? `${MOST}+` : number}</span>`;
}
