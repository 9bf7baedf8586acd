// Who the reader is, and the password.
import { useState } from 'preact/hooks';
import { Field, FormDialog } from 'app/account-form';
import { ask } from 'app/api';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { signOut } from 'app/session';
import { session, signInOptions } from 'app/store';
import { toast } from 'app/toasts';

export function AccountMe() {
  const [changing, setChanging] = useState(false);
  const { user, organisation, role } = session.value;
  const shared = signInOptions.value?.demoAccount?.username === user;
  return html`
    <${Panel} title="You" place="half">
      <dl class="facts">
        <div><dt>User name</dt><dd>${user}</dd></div>
        <div><dt>Role</dt><dd>${role}</dd></div>
        <div><dt>Organisation</dt><dd>${organisation || 'none'}</dd></div>
      </dl>
      ${shared
        ? html`<p class="small">This is the account of the demonstration. Everybody knows its password, so it stays.</p>`
        : html`<button type="button" class="button start" onClick=${() => setChanging(true)}>Change password …</button>`}
      <button type="button" class="button start only-narrow" onClick=${signOut}>Sign out</button>
    <//>
    ${changing && html`<${ChangePassword} user=${user} onClose=${() => setChanging(false)} />`}
  `;
}

function ChangePassword({ user, onClose }) {
  const send = async ({ elements }) => {
    const body = { oldPassword: elements.old.value, newPassword: elements.new.value };
    await ask('/api/v1/auth/password', { method: 'POST', body });
    toast('Your password is changed. Your other sessions have ended.');
    onClose();
  };
  return html`
    <${FormDialog} title="Change password" action="Change password" send=${send} onClose=${onClose}>
      ${(wrong) => html`
        <input type="hidden" name="username" autocomplete="username" value=${user} />
        <${Field} label="Present password" name="old" type="password" autocomplete="current-password" wrong=${wrong('oldPassword')} />
        <${Field}
          label="New password"
          name="new"
          type="password"
          autocomplete="new-password"
          hint="10 characters or more. A sentence is easy to remember."
          wrong=${wrong('newPassword')}
        />
        <p class="small">You stay signed in here. Everywhere else you are asked for the new password.</p>
      `}
    <//>
  `;
}
