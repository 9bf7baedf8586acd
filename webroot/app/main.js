// The page: sign-in, or what the address names; each is loaded when it is first wanted.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { html } from 'app/html';
import { Later } from 'app/later';
import { pages, place } from 'app/route';
import { SignIn } from 'app/sign-in';
import { keepSession } from 'app/session';
import { asked, signedIn, starting } from 'app/store';

function App() {
  if (starting.value) return html`<main class="bare" aria-busy="true"></main>`;
  if (!signedIn.value) return html`<${SignIn} />`;
  return html`<${Later} key=${place.value} load=${pages[place.value].load} />${asked.value}`;
}

keepSession();
const stopWaiting = effect(() => {
  if (signedIn.value) import('app/tasks-watch').then(({ watch }) => (stopWaiting(), watch()));
});
const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App} />`, root);
