// The tokens of services, for administrators. A token is shown once, when it is made.
import { useEffect, useState } from 'preact/hooks';
import { Field, FormDialog, Pick, ROLES } from 'app/account-form';
import { since } from 'app/account-sessions';
import { ask } from 'app/api';
import { DataTable } from 'app/data-table';
import { Confirm, Dialog } from 'app/dialog';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { toast } from 'app/toasts';

const PATH = '/api/v1/service-tokens';
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

const columns = (revoke) => [
  { name: 'Name', text: ({ name }) => name },
  { name: 'Role', text: ({ role }) => role },
  { name: 'Organisation', text: ({ organisation }) => organisation || '–' },
  { name: 'Scopes', text: ({ scopes }) => scopes.join(', ') },
  { name: 'Expires', text: ({ expiresAt }) => DAY.format(new Date(expiresAt)) },
  { name: 'Last used', text: ({ lastUsedAt }) => (lastUsedAt ? since(lastUsedAt) : 'never') },
  {
    name: 'Change',
    text: (token) => html`
      <button type="button" class="row-button" aria-label=${`Revoke ${token.name}`} onClick=${() => revoke(token)}>Revoke</button>
    `,
  },
];

export function AccountServices() {
  const [found, setFound] = useState({});
  const [dialog, setDialog] = useState(null);
  const load = () =>
    ask(PATH).then(
      ({ data }) => setFound({ items: data.items }),
      (problem) => setFound({ problem }),
    );
  useEffect(() => void load(), []);
  const close = () => {
    setDialog(null);
    load();
  };
  const { items, problem } = found;
  return html`
    <${Panel}
      title="Service tokens"
      hint="for programs that call this server"
      place="wide"
      tools=${html`<button type="button" class="button" onClick=${() => setDialog({ create: true })}>New token …</button>`}
      loading=${!items}
      problem=${problem}
      empty=${items && !items.length && 'No service has a token.'}
    >
      <div class="scroll tall" tabindex="0" role="region" aria-label="List of service tokens">
        <${DataTable} caption="By name" columns=${columns((revoke) => setDialog({ revoke }))} rows=${items ?? []} />
      </div>
    <//>
    ${dialog?.create && html`<${Create} onClose=${close} onMade=${(made) => setDialog({ made })} />`}
    ${dialog?.made && html`<${Made} made=${dialog.made} onClose=${close} />`}
    ${dialog?.revoke && html`<${Revoke} token=${dialog.revoke} onClose=${close} />`}
  `;
}

function Create({ onClose, onMade }) {
  const send = async ({ elements }) => {
    const body = {
      name: elements.name.value.trim(),
      role: elements.role.value,
      organisation: elements.organisation.value.trim(),
      scopes: elements.scopes.value.split(/[\s,]+/).filter(Boolean),
      lifetimeDays: Number(elements.days.value),
    };
    const { data } = await ask(PATH, { method: 'POST', body });
    onMade(data);
  };
  return html`
    <${FormDialog} title="New service token" action="Make the token" send=${send} onClose=${onClose}>
      ${(wrong) => html`
        <${Field} label="Name of the service" name="name" autocapitalize="none" autocomplete="off" placeholder="price-import" wrong=${wrong('name')} />
        <${Pick} label="Role" name="role" options=${ROLES} />
        <${Field} label="Organisation" name="organisation" autocapitalize="none" hint="May stay empty." wrong=${wrong('organisation')} />
        <${Field}
          label="Scopes"
          name="scopes"
          autocapitalize="none"
          placeholder="data:read, market:write"
          hint="What it is for: data, cache, market, monitoring, cdn, pwa, analytics, tasks, ai, account, audit or system, each with :read or :write."
          wrong=${wrong('scopes')}
        />
        <${Field} label="Valid for, days" name="days" inputmode="numeric" defaultValue="90" hint="1 to 366." wrong=${wrong('lifetimeDays')} />
      `}
    <//>
  `;
}

function Made({ made, onClose }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made.token);
      toast('The token is copied.');
    } catch {
      toast('The browser does not let this page copy; select the token and copy it.');
    }
  };
  return html`
    <${Dialog} title=${`Token of ${made.service.name}`} onClose=${onClose}>
      <p>This is the only time that the token is shown. Keep it where the service finds it, and nowhere else.</p>
      <p class="key whole"><code>${made.token}</code></p>
      <div class="dialog-tools">
        <button type="button" class="button" onClick=${onClose}>Done</button>
        <button type="button" class="button primary" onClick=${copy}>Copy</button>
      </div>
    <//>
  `;
}

function Revoke({ token, onClose }) {
  const run = async () => {
    await ask(`${PATH}/${token.id}`, { method: 'DELETE' });
    toast(`The token of ${token.name} is refused from now on.`);
    onClose();
  };
  return html`
    <${Confirm} title=${`Revoke the token of ${token.name}?`} action="Revoke" run=${run} onClose=${onClose}>
      <p>Every node refuses it within seconds. A service that still uses it stops working.</p>
    <//>
  `;
}
