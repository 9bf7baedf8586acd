// The accounts of people, for administrators.
import { useEffect, useState } from 'preact/hooks';
import { Field, FormDialog, Pick, ROLES } from 'app/account-form';
import { ask } from 'app/api';
import { DataTable } from 'app/data-table';
import { Confirm } from 'app/dialog';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { session } from 'app/store';
import { toast } from 'app/toasts';

const PATH = '/api/v1/accounts';

const columns = (open) => [
  { name: 'User name', text: ({ username }) => username },
  { name: 'Role', text: ({ role }) => role },
  { name: 'Organisation', text: ({ organisation }) => organisation || '–' },
  {
    name: 'State',
    text: ({ disabled }) =>
      html`<span class=${`state is-${disabled ? 'failed' : 'up'}`}>${disabled ? 'disabled' : 'enabled'}</span>`,
  },
  { name: 'Sessions', numeric: true, text: ({ sessions }) => sessions },
  { name: 'Change', text: (account) => html`<${Change} account=${account} open=${open} />` },
];

export function AccountPeople() {
  const [found, setFound] = useState({ items: null });
  const [dialog, setDialog] = useState(null);
  const load = async (cursor, before = []) => {
    try {
      const params = cursor ? { limit: 100, cursor } : { limit: 100 };
      const { data } = await ask(PATH, { params });
      setFound({ items: [...before, ...data.items], next: data.nextCursor });
    } catch (problem) {
      setFound({ problem });
    }
  };
  useEffect(() => void load(), []);
  const close = () => setDialog(null);
  const done = (sentence) => {
    toast(sentence);
    close();
    load();
  };
  const { items, next, problem } = found;
  return html`
    <${Panel}
      title="Accounts"
      hint="people who sign in here with a password"
      place="wide"
      tools=${html`<button type="button" class="button" onClick=${() => setDialog({ kind: 'create' })}>New account …</button>`}
      loading=${!items}
      problem=${problem}
      empty=${items && !items.length && 'There are no accounts.'}
    >
      <div class="scroll tall" tabindex="0" role="region" aria-label="List of accounts">
        <${DataTable} caption="By name" columns=${columns(setDialog)} rows=${items ?? []} />
      </div>
      ${next && html`<button type="button" class="button more" onClick=${() => load(next, items)}>Show more</button>`}
    <//>
    ${dialog && html`<${Open} key=${dialog.kind} ...${dialog} onClose=${close} onDone=${done} />`}
  `;
}

function Change({ account, open }) {
  const { username, disabled } = account;
  const button = (kind, text) => html`
    <button type="button" class="row-button" aria-label=${`${text} ${username}`} onClick=${() => open({ kind, account })}>
      ${text}
    </button>
  `;
  return html`
    <span class="row-tools">
      ${username !== session.value.user && html`${button('role', 'Role')} ${button('state', disabled ? 'Enable' : 'Disable')}`}
      ${button('password', 'Password')}
    </span>
  `;
}

function Open({ kind, account, onClose, onDone }) {
  const Kind = { create: Create, role: Role, state: State, password: Password }[kind];
  return html`<${Kind} account=${account} onClose=${onClose} onDone=${onDone} />`;
}

function Create({ onClose, onDone }) {
  const send = async ({ elements }) => {
    const body = {
      username: elements.username.value.trim(),
      password: elements.password.value,
      role: elements.role.value,
      organisation: elements.organisation.value.trim(),
    };
    const { data } = await ask(PATH, { method: 'POST', body });
    onDone(`The account ${data.username} is made.`);
  };
  return html`
    <${FormDialog} title="New account" action="Make the account" send=${send} onClose=${onClose}>
      ${(wrong) => html`
        <${Field} label="User name" name="username" autocomplete="off" autocapitalize="none" wrong=${wrong('username')} />
        <${Field}
          label="Password"
          name="password"
          type="password"
          autocomplete="new-password"
          hint="10 characters or more; they can change it."
          wrong=${wrong('password')}
        />
        <${Pick} label="Role" name="role" options=${ROLES} />
        <${Field} label="Organisation" name="organisation" autocapitalize="none" hint="May stay empty." wrong=${wrong('organisation')} />
      `}
    <//>
  `;
}

function Role({ account, onClose, onDone }) {
  const send = async ({ elements }) => {
    const body = { role: elements.role.value, organisation: elements.organisation.value.trim() };
    await ask(`${PATH}/${account.username}`, { method: 'PATCH', body });
    onDone(`${account.username} is now ${body.role}.`);
  };
  return html`
    <${FormDialog} title=${`Role of ${account.username}`} action="Change on every node" send=${send} onClose=${onClose}>
      ${(wrong) => html`
        <${Pick} label="Role" name="role" options=${ROLES} defaultValue=${account.role} value=${account.role} />
        <${Field} label="Organisation" name="organisation" autocapitalize="none" defaultValue=${account.organisation} wrong=${wrong('organisation')} />
        <p class="small">It counts within seconds; open sessions go on with it.</p>
      `}
    <//>
  `;
}

function State({ account, onClose, onDone }) {
  const { username, disabled } = account;
  const run = async () => {
    await ask(`${PATH}/${username}`, { method: 'PATCH', body: { disabled: !disabled } });
    onDone(disabled ? `${username} can sign in again.` : `${username} is signed out and cannot sign in.`);
  };
  return html`
    <${Confirm}
      title=${disabled ? `Enable ${username}?` : `Disable ${username}?`}
      action=${disabled ? 'Enable' : 'Disable'}
      run=${run}
      onClose=${onClose}
    >
      <p>${disabled ? 'The account can sign in again.' : 'All its sessions end within seconds, and it cannot sign in.'}</p>
    <//>
  `;
}

function Password({ account, onClose, onDone }) {
  const send = async ({ elements }) => {
    await ask(`${PATH}/${account.username}/password`, { method: 'POST', body: { password: elements.password.value } });
    onDone(`${account.username} has a new password; all its sessions have ended.`);
  };
  return html`
    <${FormDialog} title=${`Password of ${account.username}`} action="Set the password" send=${send} onClose=${onClose}>
      ${(wrong) => html`
        <${Field} label="New password" name="password" type="password" autocomplete="new-password" hint="10 characters or more." wrong=${wrong('password')} />
        <p class="small">All sessions of the account end.</p>
      `}
    <//>
  `;
}
