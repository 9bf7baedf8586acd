// A line without numbers: how a value went.
import { html } from 'app/html';

const WIDTH = 160;
const HEIGHT = 36;

/** `values` oldest first; null ones are left out. The label says it in words. */
export function Trend({ values, low = 0, high, label }) {
  const known = values.filter((value) => value !== null);
  const top = high ?? Math.max(...known, low + 1e-9);
  return html`
    <svg class="trend" viewBox=${`0 -2 ${WIDTH} ${HEIGHT + 4}`} preserveAspectRatio="none" role="img" aria-label=${label}>
      ${known.length > 1 && html`<path d=${line(known, low, top)} />`}
    </svg>
  `;
}

function line(values, low, high) {
  const places = values.map((value, index) => {
    const x = (index / (values.length - 1)) * WIDTH;
    const y = HEIGHT - ((value - low) / (high - low || 1)) * HEIGHT;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${places.join('L')}`;
}
