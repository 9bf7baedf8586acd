// The page: sign-in, or the dashboard.
import { render } from 'preact';
import { html } from 'app/html';
import { Dashboard } from 'app/dashboard';
import { SignIn } from 'app/sign-in';
import { watchExpiry } from 'app/session';
import { signedIn } from 'app/store';

function App() {
  return signedIn.value ? html`<${Dashboard} />` : html`<${SignIn} />`;
}

watchExpiry();
const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App} />`, root);
