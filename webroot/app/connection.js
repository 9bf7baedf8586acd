// Whether prices are live, and the button that stops them.
import { html } from 'app/html';
import { Icon } from 'app/icons';
import { connection } from 'app/store';

const STATES = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  paused: 'Paused',
};

export function Connection({ onPause }) {
  const paused = connection.value === 'paused';
  const label = paused ? 'Resume live prices' : 'Pause live prices';
  return html`
    <div class=${`connection is-${connection.value}`}>
      <span class="dot" aria-hidden="true"></span>
      <span role="status" class="connection-state">${STATES[connection.value]}</span>
      <button type="button" class="icon-button small" onClick=${onPause} aria-label=${label} title=${label}>
        <${Icon} name=${paused ? 'play' : 'pause'} />
      </button>
    </div>
  `;
}
