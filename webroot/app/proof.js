// Asks the reader, before something that would outlive a stolen session, to show that it is still them.
import { useEffect, useState } from 'preact/hooks';
import { Field, FormDialog } from 'app/account-form';
import { ask } from 'app/api';
import { Refusal, useAction } from 'app/dialog';
import { html } from 'app/html';
import { canUse } from 'app/sign-in-ways';
import { askReader, session, signInOptions } from 'app/store';

let waiting;

/** Answers whether it is proven; several that ask at once get the same answer. */
export function prove() {
  waiting ??= new Promise((resolve) => {
    const end = (proven) => {
      askReader(null);
      waiting = null;
      resolve(proven);
    };
    askReader(html`<${Proof} end=${end} />`);
  });
  return waiting;
}

function Proof({ end }) {
  // also when the session ends meanwhile
  useEffect(() => () => end(false), []);
  const hasPasskey = useHasPasskey();
  const byPassword = async ({ elements: { password } }) => {
    try {
      await ask('/api/v1/auth/proof', { method: 'POST', body: { password: password.value } });
    } catch (problem) {
      password.select();
      throw problem;
    }
    end(true);
  };
  const byPasskey = useAction(async () => {
    const { proveWithPasskey } = await import('app/passkey');
    await proveWithPasskey();
    end(true);
  });
  return html`
    <${FormDialog} title="Is it still you?" action="Confirm" send=${byPassword} onClose=${() => end(false)}>
      ${(wrong) => html`
        <p>You signed in a while ago. Before this is changed, please show again that it is you.</p>
        <input type="hidden" name="username" autocomplete="username" value=${session.value.user} />
        <${Field} label="Your password" name="password" type="password" autocomplete="current-password" wrong=${wrong('password')} />
        ${hasPasskey &&
        html`<button type="button" class="button start" disabled=${byPasskey.busy} onClick=${byPasskey.start}>
          Use a passkey instead
        </button>`}
        <${Refusal} problem=${byPasskey.problem} />
      `}
    <//>
  `;
}

/** Who has none is not offered to use it. */
function useHasPasskey() {
  const [has, setHas] = useState(false);
  const { rpId } = signInOptions.value?.passkeys ?? {};
  useEffect(() => {
    if (!rpId || !canUse(rpId)) return;
    import('app/passkey')
      .then(({ listPasskeys }) => listPasskeys())
      .then(
        (rows) => setHas(rows.length > 0),
        () => {},
      );
  }, [rpId]);
  return has;
}
