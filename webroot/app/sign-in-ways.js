// The ways in beside a password: the button of the provider, and passkeys where the browser has them.
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { html } from 'app/html';
import { begin, loadSignInOptions } from 'app/session';
import { signInOptions } from 'app/store';

const AGAIN_MILLIS = 10_000;
const PLACE = 'spinreserve.place';

/** What came of a visit at the provider, by the word that the address brings back. */
const OUTCOMES = {
  expired: 'That sign-in took too long, or was not begun in this browser. Please try again.',
  cancelled: 'You did not sign in at your provider.',
  refused: 'Your provider did not confirm who you are. Please try again.',
  'no-role': 'Your provider knows you, but you have no role here. Ask who runs this server.',
  unavailable: 'Your provider does not answer at the moment. A local account still works.',
};

export function OtherWays() {
  const [state, setState] = useState({ busy: false, problem: '' });
  const { oidc, passkeys } = signInOptions.value ?? {};
  const run = async (work) => {
    setState({ busy: true, problem: '' });
    try {
      begin(await work());
    } catch ({ message }) {
      setState({ busy: false, problem: message });
    }
  };

  useEffect(() => {
    const outcome = comeBack();
    if (outcome === 'confirmed') run(openSession);
    else if (outcome) setState({ busy: false, problem: OUTCOMES[outcome] ?? OUTCOMES.refused });
  }, []);
  useEffect(() => {
    if (!oidc || oidc.available) return undefined;
    const timer = setTimeout(() => loadSignInOptions().catch(() => {}), AGAIN_MILLIS);
    return () => clearTimeout(timer);
  }, [signInOptions.value]);

  const passkey = passkeys && canUse(passkeys.rpId);
  return html`
    <p class="message bad" role="alert" hidden=${!state.problem}>${state.problem}</p>
    ${(oidc || passkey) && html`<p class="or"><span>or</span></p>`}
    <div class="ways">
      ${oidc && html`<${Provider} oidc=${oidc} busy=${state.busy} />`}
      ${passkey &&
      html`<button type="button" class="button" disabled=${state.busy} onClick=${() => run(usePasskey)}>
        Sign in with a passkey
      </button>`}
    </div>
  `;
}

function Provider({ oidc: { label, available }, busy }) {
  return html`
    <button type="button" class="button" disabled=${busy || !available} onClick=${leave}>${label}</button>
    ${!available && html`<p class="small" role="status">${label} is not reachable now. A local account still works.</p>`}
  `;
}

/** Whether this browser, at this address, could have a passkey of that domain. */
export function canUse(rpId) {
  const { hostname } = location;
  return (
    isSecureContext && 'PublicKeyCredential' in window && (hostname === rpId || hostname.endsWith(`.${rpId}`))
  );
}

async function usePasskey() {
  const { signInWithPasskey } = await import('app/passkey');
  return signInWithPasskey();
}

function leave() {
  sessionStorage.setItem(PLACE, location.pathname);
  location.assign('/api/v1/auth/oidc/start');
}

/** Takes the word of the provider's visit out of the address, and goes to where the reader was. */
function comeBack() {
  const outcome = /^#oidc=([a-z-]{1,20})$/.exec(location.hash)?.[1];
  if (!outcome) return '';
  const place = sessionStorage.getItem(PLACE) ?? '/';
  sessionStorage.removeItem(PLACE);
  history.replaceState(null, '', place.startsWith('/') && !place.startsWith('//') ? place : '/');
  dispatchEvent(new PopStateEvent('popstate'));
  return outcome;
}

async function openSession() {
  const { data } = await ask('/api/v1/auth/oidc/session', {
    method: 'POST',
    headers: { 'X-Requested-With': 'spinreserve' },
  });
  return data;
}
