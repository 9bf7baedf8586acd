// How fresh a live chart is: the stream's state and the age of its last tick.
import { html } from 'app/html';
import { age } from 'app/format';
import { connection, now } from 'app/store';

const SAYS = {
  connecting: 'Stream · connecting',
  live: 'Stream · live',
  reconnecting: 'Stream · reconnecting',
  offline: 'Stream · offline',
  paused: 'Stream · paused',
};

export function LiveState({ zone }) {
  const at = zone?.last.value.at;
  const old = at ? ` · last tick ${age(Math.max(0, now.value - at) / 1000)} ago` : '';
  return html`<span class="provenance">${SAYS[connection.value]}${old}</span>`;
}
