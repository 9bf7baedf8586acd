// What the reader must know about the whole page: generated data, no network, prices that stand still.
import { html } from 'app/html';
import { clockWithSeconds } from 'app/zone-time';
import { newestTick } from 'app/feed';
import { connection, simulatedSeen } from 'app/store';

const SENTENCES = {
  offline: 'This device is offline. You see the last data it received.',
  reconnecting: 'The live stream is interrupted and is being reopened.',
  paused: 'Live prices are paused.',
};

export function Notices() {
  const sentence = SENTENCES[connection.value];
  return html`
    <aside class="notices" aria-label="Notices">
      ${simulatedSeen.value &&
      html`<p class="notice simulated-notice">
        <strong>Simulated market.</strong> Data marked “Simulated” is generated; nothing in it was traded.
      </p>`}
      <div role="status">
        ${sentence && html`<p class="notice warn">${sentence} ${standstill(newestTick.value)}</p>`}
      </div>
    </aside>
  `;
}

function standstill(at) {
  return at ? `Last price: ${clockWithSeconds(at)}, your time.` : '';
}
