// The shape of a zone's last quarter of an hour, without numbers.
import { html } from 'app/html';

const MINUTES = 15;
const POINTS = 60;
const WIDTH = 120;
const HEIGHT = 32;

export function Sparkline({ zone }) {
  void zone.drawn.value;
  const [at, price] = zone.recent(MINUTES, POINTS);
  return html`
    <svg class="sparkline" viewBox=${`0 -2 ${WIDTH} ${HEIGHT + 4}`} preserveAspectRatio="none" aria-hidden="true">
      ${at.length > 1 && html`<path d=${outline(at, price)} />`}
    </svg>
  `;
}

function outline(at, price) {
  const low = Math.min(...price);
  const span = Math.max(...price) - low || 1;
  const from = at[0];
  const length = at.at(-1) - from || 1;
  const places = at.map((moment, index) => {
    const x = ((moment - from) / length) * WIDTH;
    const y = HEIGHT - ((price[index] - low) / span) * HEIGHT;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${places.join('L')}`;
}
