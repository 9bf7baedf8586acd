// Whether what a page shows is live, and the button that stops it.
import { html } from 'app/html';
import { Icon } from 'app/icons';

const WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  paused: 'Paused',
};

/** Of a page that asks again and again, without a stream. */
export const ASKING_WORDS = { ...WORDS, reconnecting: 'Not renewed' };

/** `what` names on the button what is stopped; without `onPause` there is none. */
export function LiveState({ state, words = WORDS, what, onPause }) {
  const paused = state === 'paused';
  const label = `${paused ? 'Resume' : 'Pause'} ${what}`;
  return html`
    <div class=${`connection is-${state}`}>
      <span class="dot" aria-hidden="true"></span>
      <span role="status" class="connection-state">${words[state]}</span>
      ${onPause &&
      html`
        <button type="button" class="icon-button small" onClick=${onPause} aria-label=${label} title=${label}>
          <${Icon} name=${paused ? 'play' : 'pause'} />
        </button>
      `}
    </div>
  `;
}
