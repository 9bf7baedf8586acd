// The dashboard: the live feed while it is on, and the widgets.
import { useEffect, useState } from 'preact/hooks';
import { html } from 'app/html';
import { DayAhead } from 'app/day-ahead';
import { fillGap, forgetZones, newestTick, openFeed } from 'app/feed';
import { LiveChart } from 'app/live-chart';
import { LivePrices } from 'app/live-prices';
import { Portfolios } from 'app/portfolios';
import { Positions } from 'app/positions';
import { Profit } from 'app/profit';
import { TopBar } from 'app/top-bar';
import { connection, simulatedSeen } from 'app/store';
import { clockWithSeconds } from 'app/zone-time';

const STANDSTILL = {
  offline: 'This device is offline. You see the last data it received.',
  reconnecting: 'The live stream is interrupted and is being reopened.',
  paused: 'Live prices are paused.',
};

export function Dashboard() {
  const [paused, setPaused] = useState(false);

  useEffect(() => forgetZones, []);
  useEffect(() => {
    if (!paused) return openFeed();
    connection.value = 'paused';
    return fillGap;
  }, [paused]);

  return html`
    <a class="skip" href="#content">Skip to the content</a>
    <${TopBar} onPause=${() => setPaused(!paused)} />
    <${Notices} />
    <main id="content" tabindex="-1">
      <${LivePrices} />
      <${LiveChart} />
      <${DayAhead} />
      <${Positions} />
      <${Profit} />
      <${Portfolios} />
    </main>
    <footer class="page-foot">
      <span>SpinReserve keeps the data of dashboards hot.</span>
      <nav aria-label="More">
        <a href="/docs">API reference</a>
        <a href="/health">Health</a>
      </nav>
    </footer>
  `;
}

/** What the reader must know about the whole page. */
function Notices() {
  const sentence = STANDSTILL[connection.value];
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
