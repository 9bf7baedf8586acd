// The bar above: where we are, whether prices are live, who is signed in.
import { html } from 'app/html';
import { Icon, Logo } from 'app/icons';
import { signOut } from 'app/session';
import { connection, session } from 'app/store';
import { changeTheme, nextTheme, theme } from 'app/theme';

const STATES = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  paused: 'Paused',
};

export function TopBar({ onPause }) {
  const { user, organisation, role } = session.value;
  return html`
    <header class="top-bar">
      <h1 class="brand"><${Logo} /> <span>SpinReserve</span></h1>
      <${Connection} onPause=${onPause} />
      <p class="who"><strong>${user}</strong><span>${organisation} · ${role}</span></p>
      <div class="tools">
        <button type="button" class="icon-button" onClick=${changeTheme} ...${named(themeSentence())}>
          <${Icon} name=${theme.value} />
        </button>
        <button type="button" class="icon-button" onClick=${signOut} ...${named('Sign out')}>
          <${Icon} name="leave" />
        </button>
      </div>
    </header>
  `;
}

function Connection({ onPause }) {
  const paused = connection.value === 'paused';
  const label = paused ? 'Resume live prices' : 'Pause live prices';
  return html`
    <div class=${`connection is-${connection.value}`}>
      <span class="dot" aria-hidden="true"></span>
      <span role="status" class="connection-state">${STATES[connection.value]}</span>
      <button type="button" class="icon-button small" onClick=${onPause} ...${named(label)}>
        <${Icon} name=${paused ? 'play' : 'pause'} />
      </button>
    </div>
  `;
}

function themeSentence() {
  const name = (value) => (value === 'system' ? 'as the system' : value);
  return `Theme: ${name(theme.value)}. Change to ${name(nextTheme())}`;
}

function named(label) {
  return { 'aria-label': label, title: label };
}
