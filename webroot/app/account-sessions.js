// Where the reader is signed in.
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { Confirm } from 'app/dialog';
import { age } from 'app/format';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { signOut, signOutEverywhere } from 'app/session';
import { now } from 'app/store';
import { toast } from 'app/toasts';

const PATH = '/api/v1/auth/sessions';

export function AccountSessions() {
  const [found, setFound] = useState({});
  const [asking, setAsking] = useState(false);
  const load = () =>
    ask(PATH).then(
      ({ data }) => setFound({ items: data.items }),
      (problem) => setFound({ problem }),
    );
  useEffect(() => void load(), []);
  const end = async ({ id, device, current }) => {
    if (current) return signOut();
    try {
      await ask(`${PATH}/${id}`, { method: 'DELETE' });
      toast(`${device} is signed out.`);
    } catch ({ message }) {
      toast(message);
    }
    return load();
  };
  const { items, problem } = found;
  const everywhere = html`
    <button type="button" class="button" onClick=${() => setAsking(true)}>Sign out everywhere …</button>
  `;
  return html`
    <${Panel}
      title="Sessions"
      hint="where you are signed in"
      place="half"
      tools=${everywhere}
      loading=${!items}
      problem=${problem}
      empty=${items && !items.length && 'There are none: this page was not opened by signing in.'}
    >
      <ul class="rows">
        ${items?.map((item) => html`<${Item} key=${item.id} item=${item} end=${end} />`)}
      </ul>
    <//>
    ${asking &&
    html`<${Confirm}
      title="Sign out everywhere?"
      action="Sign out everywhere"
      run=${signOutEverywhere}
      onClose=${() => setAsking(false)}
    >
      <p>All your sessions end within seconds, on every device. This one too: you sign in again with your password.</p>
    <//>`}
  `;
}

function Item({ item, end }) {
  const { device, createdAt, usedAt, current } = item;
  return html`
    <li>
      <div>
        <strong>${device}</strong> ${current && html`<span class="badge follow">this one</span>`}
        <p class="small">Signed in ${since(createdAt)}, last used ${since(usedAt)}</p>
      </div>
      <button
        type="button"
        class="button"
        aria-label=${current ? 'Sign out of this session' : `Sign out ${device}, last used ${since(usedAt)}`}
        onClick=${() => end(item)}
      >
        Sign out
      </button>
    </li>
  `;
}

/** '3 min ago' */
export function since(instant) {
  const seconds = Math.max(0, (now.value - Date.parse(instant)) / 1000);
  return seconds < 60 ? 'just now' : `${age(seconds)} ago`;
}
