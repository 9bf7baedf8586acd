// The dashboard: the live feed while it is on, and the widgets.
import { useEffect, useState } from 'preact/hooks';
import { html } from 'app/html';
import { DayAhead } from 'app/day-ahead';
import { fillGap, forgetZones, newestTick, openFeed } from 'app/feed';
import { Frame } from 'app/frame';
import { LiveChart } from 'app/live-chart';
import { LivePrices } from 'app/live-prices';
import { LiveState } from 'app/live-state';
import { NoOrganisation } from 'app/no-organisation';
import { Portfolios } from 'app/portfolios';
import { Positions } from 'app/positions';
import { Profit } from 'app/profit';
import { connection, session } from 'app/store';
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
    <${Frame}
      state=${html`<${LiveState} state=${connection.value} what="live prices" onPause=${() => setPaused(!paused)} />`}
      notice=${standstill()}
    >
      <${LivePrices} />
      <${LiveChart} />
      <${DayAhead} />
      ${session.value?.organisation ? html`<${Positions} /><${Profit} /><${Portfolios} />` : html`<${NoOrganisation} />`}
    <//>
  `;
}

/** Why prices do not move, in words; empty while they do. */
function standstill() {
  const sentence = STANDSTILL[connection.value];
  const at = newestTick.value;
  if (!sentence) return '';
  return at ? `${sentence} Last price: ${clockWithSeconds(at)}, your time.` : sentence;
}
