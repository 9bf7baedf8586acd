// The reader's passkeys: a part of the page Account.
import { useEffect, useState } from 'preact/hooks';
import { Confirm, Dialog, Refusal, useAction } from 'app/dialog';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { addPasskey, deletePasskey, listPasskeys, renamePasskey } from 'app/passkey';
import { loadSignInOptions } from 'app/session';
import { canUse } from 'app/sign-in-ways';
import { session, signInOptions } from 'app/store';
import { toast } from 'app/toasts';

const LONGEST_NAME = 60;
const SHARED = 'Everybody uses this account, so nobody adds a passkey to it.';
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const when = (instant) => (instant ? day.format(new Date(instant)) : 'never');

export function Passkeys() {
  const [{ rows, problem }, setFound] = useState({});
  const [dialog, setDialog] = useState(null);
  const load = () =>
    listPasskeys().then(
      (items) => setFound({ rows: items }),
      (failure) => setFound({ problem: failure }),
    );
  useEffect(() => {
    load();
    if (!signInOptions.value) loadSignInOptions().catch(() => {});
  }, []);
  const done = () => {
    setDialog(null);
    load();
  };
  const options = signInOptions.value;
  if (options && !options.passkeys) return null;
  const shared = options?.demoAccount?.username === session.value.user;
  const able = options && !shared && canUse(options.passkeys.rpId);
  const Shown = dialog?.shown;
  return html`
    <${Panel}
      title="Passkeys"
      hint="sign in with this device or a security key, without a password"
      place="half"
      loading=${!rows}
      problem=${problem}
      tools=${able &&
      html`<button type="button" class="button" onClick=${() => setDialog({ shown: Adding, row: {} })}>Add a passkey</button>`}
    >
      ${options && !able && html`<p class="small">${shared ? SHARED : hindrance(options.passkeys.rpId)}</p>`}
      ${rows?.length === 0 && html`<div class="nothing"><p>You have no passkey yet.</p></div>`}
      <ul class="rows">
        ${rows?.map((row) => html`<${Item} key=${row.id} row=${row} open=${(shown) => setDialog({ shown, row })} />`)}
      </ul>
    <//>
    ${dialog && html`<${Shown} row=${dialog.row} onClose=${() => setDialog(null)} onDone=${done} />`}
  `;
}

function hindrance(rpId) {
  return 'PublicKeyCredential' in window && isSecureContext
    ? `Passkeys of this server work at ${rpId} only; you are at ${location.hostname}.`
    : 'This browser has no passkeys here: it wants https, or http://localhost.';
}

function Item({ row, open }) {
  const { name, synced, createdAt, lastUsedAt, suspectedAt } = row;
  return html`
    <li>
      <div>
        <strong>${name}</strong>
        ${suspectedAt && html` <span class="badge follow">may be copied</span>`}
        <p class="small">
          ${synced ? 'Kept on several devices' : 'Kept on one device'}, added ${when(createdAt)}, last used ${when(lastUsedAt)}
        </p>
        ${suspectedAt && html`<p class="small">Its counter went backwards on ${when(suspectedAt)}: delete it and add another.</p>`}
      </div>
      <div class="row-tools">
        <button type="button" class="row-button" aria-label=${`Rename ${name}`} onClick=${() => open(Renaming)}>Rename</button>
        <button type="button" class="row-button" aria-label=${`Delete ${name}`} onClick=${() => open(Deleting)}>Delete</button>
      </div>
    </li>
  `;
}

function Adding({ onClose, onDone }) {
  const add = async (name) => {
    await addPasskey(name);
    toast(`The passkey ${name} is added.`);
    onDone();
  };
  return html`
    <${Named} title="Add a passkey" action="Go on" value="" run=${add} onClose=${onClose}>
      <p>Your browser will ask for your fingerprint, face, PIN or security key.</p>
    <//>
  `;
}

function Renaming({ row, onClose, onDone }) {
  const rename = async (name) => {
    await renamePasskey(row.id, name);
    onDone();
  };
  return html`<${Named} title=${`Rename ${row.name}`} action="Rename" value=${row.name} run=${rename} onClose=${onClose} />`;
}

function Named({ title, action, value, run, onClose, children }) {
  const [name, setName] = useState(value);
  const { busy, problem, start } = useAction(() => run(name.trim()));
  const submit = (event) => {
    event.preventDefault();
    if (name.trim()) start();
  };
  return html`
    <${Dialog} title=${title} onClose=${onClose}>
      <form class="policy" onSubmit=${submit}>
        ${children}
        <div class="field">
          <label for="passkey-name">Name of the passkey</label>
          <input
            id="passkey-name"
            maxlength=${LONGEST_NAME}
            required
            autocomplete="off"
            placeholder="for example: my phone"
            value=${name}
            onInput=${(event) => setName(event.currentTarget.value)}
          />
        </div>
        <${Refusal} problem=${problem} />
        <div class="dialog-tools">
          <button type="button" class="button" onClick=${onClose}>Cancel</button>
          <button class="button primary" disabled=${busy}>${busy ? 'One moment …' : action}</button>
        </div>
      </form>
    <//>
  `;
}

function Deleting({ row, onClose, onDone }) {
  const remove = async () => {
    await deletePasskey(row.id);
    toast(`The passkey ${row.name} is deleted.`);
    onDone();
  };
  return html`
    <${Confirm} title=${`Delete ${row.name}?`} action="Delete" run=${remove} onClose=${onClose}>
      <p>Nobody can sign in with it any more. Delete it on the device too, or it will go on offering it.</p>
    <//>
  `;
}
