// The first page: a local account, or the demo's in one click.
import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from 'app/html';
import { Logo } from 'app/icons';
import { pages, place } from 'app/route';
import { loadSignInOptions, signIn } from 'app/session';
import { OtherWays } from 'app/sign-in-ways';
import { notice, signInOptions } from 'app/store';

export function SignIn() {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useRef(null);

  useEffect(() => {
    if (!signInOptions.value) loadSignInOptions().catch(({ message }) => setProblem(message));
  }, []);

  const enter = async (username, password) => {
    setBusy(true);
    // what comes next is loaded while the password is checked
    pages[place.value].load().catch(() => {});
    setProblem('');
    try {
      await signIn(username, password);
    } catch ({ message }) {
      setProblem(message);
      setBusy(false);
      form.current?.elements.password.select();
    }
  };
  const submit = (event) => {
    event.preventDefault();
    const { username, password } = event.currentTarget.elements;
    enter(username.value, password.value);
  };
  const demo = signInOptions.value?.demoAccount;

  return html`
    <main class="sign-in">
      <div class="sign-in-card">
        <h1><${Logo} size="40" /> SpinReserve</h1>
        <p class="lead">Live prices, positions and profit of your desk, always ready.</p>
        ${notice.value && html`<p class="message info" role="status">${notice}</p>`}
        <form ref=${form} onSubmit=${submit}>
          <label for="username">User name</label>
          <input id="username" name="username" autocomplete="username" autocapitalize="none" required />
          <label for="password">Password</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
          <p class="message bad" role="alert" hidden=${!problem}>${problem}</p>
          <button class="button primary" disabled=${busy}>${busy ? 'Signing in …' : 'Sign in'}</button>
        </form>
        <${OtherWays} />
        ${demo && html`<${Demo} enter=${() => enter(demo.username, demo.password)} busy=${busy} />`}
      </div>
    </main>
  `;
}

function Demo({ enter, busy }) {
  return html`
    <div class="demo">
      <p class="or"><span>or</span></p>
      <button type="button" class="button" onClick=${enter} disabled=${busy}>
        Sign in as demo (simulated data)
      </button>
      <p class="small">This is a demonstration. Its market is generated; nothing in it was traded.</p>
    </div>
  `;
}
