// The dashboard: the live feed while it is on, and the widgets.
import { useEffect, useState } from 'preact/hooks';
import { html } from 'app/html';
import { DayAhead } from 'app/day-ahead';
import { fillGap, forgetZones, openFeed } from 'app/feed';
import { LiveChart } from 'app/live-chart';
import { LivePrices } from 'app/live-prices';
import { Notices } from 'app/notices';
import { Portfolios } from 'app/portfolios';
import { Positions } from 'app/positions';
import { Profit } from 'app/profit';
import { TopBar } from 'app/top-bar';
import { connection } from 'app/store';

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
