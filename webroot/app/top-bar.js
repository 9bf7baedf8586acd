// The bar above: where we are and could go, what state it is in, who is signed in.
import { Bell } from 'app/bell';
import { html } from 'app/html';
import { Icon, Logo } from 'app/icons';
import { PageLink, Pages } from 'app/pages';
import { signOut } from 'app/session';
import { session } from 'app/store';
import { changeTheme, nextTheme, theme } from 'app/theme';

export function TopBar({ state }) {
  const { user, organisation, role } = session.value;
  return html`
    <header class="top-bar">
      <h1 class="brand"><${Logo} /> <span>SpinReserve</span></h1>
      <${Pages} />
      ${state}
      <p class="who"><strong>${user}</strong><span>${organisation ? `${organisation} · ${role}` : role}</span></p>
      <div class="tools">
        <${Bell} />
        <${PageLink} path="/account" class="icon-button" ...${named(`Account of ${user}`)}><${Icon} name="person" /><//>
        <button type="button" class="icon-button" onClick=${changeTheme} ...${named(themeSentence())}>
          <${Icon} name=${theme.value} />
        </button>
        <button type="button" class="icon-button leave" onClick=${signOut} ...${named('Sign out')}>
          <${Icon} name="leave" />
        </button>
      </div>
    </header>
  `;
}

function themeSentence() {
  const name = (value) => (value === 'system' ? 'as the system' : value);
  return `Theme: ${name(theme.value)}. Change to ${name(nextTheme())}`;
}

function named(label) {
  return { 'aria-label': label, title: label };
}
