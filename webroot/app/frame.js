// What is around every page: the bar, the notices, the foot.
import { html } from 'app/html';
import { simulatedSeen } from 'app/store';
import { Toasts } from 'app/toasts';
import { TopBar } from 'app/top-bar';

/** `state` goes into the bar, `notice` is a sentence about the whole page or empty. */
export function Frame({ state, notice, children }) {
  return html`
    <a class="skip" href="#content">Skip to the content</a>
    <${TopBar} state=${state} />
    <aside class="notices" aria-label="Notices">
      ${simulatedSeen.value &&
      html`<p class="notice simulated-notice">
        <strong>Simulated market.</strong> Data marked “Simulated” is generated; nothing in it was traded.
      </p>`}
      <div role="status">${notice && html`<p class="notice warn">${notice}</p>`}</div>
    </aside>
    <main id="content" tabindex="-1">${children}</main>
    <footer class="page-foot">
      <span>SpinReserve keeps the data of dashboards hot.</span>
      <nav aria-label="More">
        <a href="/docs">API reference</a>
        <a href="/health">Health</a>
      </nav>
    </footer>
    <${Toasts} />
  `;
}
