// One card for each zone that ticks: price, change, and its last quarter of an hour.
import { useEffect, useRef } from 'preact/hooks';
import { html } from 'app/html';
import { useDataset } from 'app/dataset';
import { applyLatest, chosenLiveZone, liveZones, newestTick } from 'app/feed';
import { change, direction, price } from 'app/format';
import { Provenance } from 'app/small-print';
import { Sparkline } from 'app/sparkline';
import { Widget } from 'app/widget';
import { chosenZone, connection } from 'app/store';
import { clockWithSeconds } from 'app/zone-time';

const ARROWS = { up: '▲', down: '▼', flat: '■' };

/** The stream brings prices; the dataset is asked for what they are compared with. */
const PACE = { live: 30, paused: 3600 };

export function LivePrices() {
  const source = useDataset('latest-prices', {}, { every: () => PACE[connection.value] ?? 3 });
  useEffect(() => {
    if (source.data && connection.peek() !== 'paused') applyLatest(source.data.rows);
  }, [source.data]);
  const zones = liveZones.value;
  const mixed = zones.some(({ simulated }) => !simulated);
  return html`
    <${Widget}
      title="Live prices"
      hint="EUR/MWh, change against one hour ago"
      place="live-prices"
      source=${source}
      simulated=${zones.some(({ simulated }) => simulated)}
      empty=${source.data && !zones.length && 'No zone has live prices yet. They appear here with their first tick.'}
      print=${html`<${Ticked} /><${Provenance} source=${source} />`}
    >
      ${() => html`<ul class="cards">${zones.map((zone) => html`<${Card} key=${zone.zoneId} zone=${zone} mixed=${mixed} />`)}</ul>`}
    <//>
  `;
}

/** Says simulated itself only where other cards are not; else the widget's badge does. */
function Card({ zone, mixed }) {
  const chosen = chosenLiveZone.value === zone;
  const tone = direction(zone.change.value);
  return html`
    <li>
      <button
        type="button"
        class="card"
        data-zone=${zone.zoneId}
        aria-pressed=${String(chosen)}
        onClick=${() => (chosenZone.value = zone.zoneId)}
      >
        <span class="card-zone"><strong>${zone.zoneId}</strong> <span>${zone.name === zone.zoneId ? '' : zone.name}</span></span>
        <${LivePrice} zone=${zone} />
        <span class=${`card-change ${tone}`}>
          <span aria-hidden="true">${ARROWS[tone]}</span> ${change(zone.change.value)}
        </span>
        <${Sparkline} zone=${zone} />
        ${mixed && zone.simulated && html`<span class="card-simulated">Simulated</span>`}
      </button>
    </li>
  `;
}

/** Flashes when it moves. */
function LivePrice({ zone }) {
  const text = useRef(null);
  const before = useRef(NaN);
  const value = zone.last.value.price;
  useEffect(() => {
    const moved = direction(value - before.current);
    before.current = value;
    if (moved !== 'flat') flash(text.current, moved);
  }, [value]);
  return html`<span class=${`card-price ${value < 0 ? 'negative' : ''}`} ref=${text}>${price(value)}</span>`;
}

function flash(element, moved) {
  if (document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const colour = getComputedStyle(element).getPropertyValue(`--${moved}-soft`);
  element.animate([{ backgroundColor: colour }, { backgroundColor: 'transparent' }], {
    duration: 900,
    easing: 'ease-out',
  });
}

function Ticked() {
  const at = newestTick.value;
  return at ? html`<span class="ticked">Last tick ${clockWithSeconds(at)}, your time</span>` : null;
}
