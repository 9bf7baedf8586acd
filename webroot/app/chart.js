// A chart a mouse, a finger, a keyboard and a screen reader can read: arrow keys walk its points.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { html } from 'app/html';
import { Plot } from 'app/plot';
import { colours } from 'app/theme';

/**
 * `build` makes uPlot's options from the theme's colours and is kept between renders by its owner;
 * `describe` says a point in lines, the first of which is its title.
 */
export function Chart({ label, build, data, describe }) {
  const box = useRef(null);
  const plot = useRef(null);
  const [cursor, setCursor] = useState(null);
  const palette = colours.value;
  const options = useMemo(() => build(palette), [build, palette]);

  useEffect(() => {
    plot.current = new Plot(box.current, options, data, setCursor);
    return () => plot.current.destroy();
  }, [options]);
  useEffect(() => plot.current.show(data), [data]);

  const last = data[0].length - 1;
  const index = Math.max(0, Math.min(cursor?.index ?? last, last));
  const walk = (event) => {
    const target = step(event.key, index, last);
    if (target === undefined) return;
    event.preventDefault();
    plot.current.point(target);
  };
  return html`
    <div
      class="chart"
      role="slider"
      tabindex="0"
      aria-label=${label}
      aria-valuemin="0"
      aria-valuemax=${Math.max(0, last)}
      aria-valuenow=${index}
      aria-valuetext=${last < 0 ? 'No data' : describe(index).join(', ')}
      onKeyDown=${walk}
      onBlur=${() => plot.current.point(null)}
    >
      <div class="chart-box" ref=${box}></div>
      ${cursor && cursor.index <= last && html`<${Tip} cursor=${cursor} lines=${describe(cursor.index)} />`}
    </div>
  `;
}

function Tip({ cursor, lines: [title, ...lines] }) {
  const right = cursor.left > cursor.width / 2;
  const shift = right ? 'calc(-100% - 12px)' : '12px';
  const transform = `translate(calc(${Math.round(cursor.left)}px + ${shift}), 0)`;
  return html`
    <div class="tip" style=${{ transform }} aria-hidden="true">
      <strong>${title}</strong>
      ${lines.map((line) => html`<span>${line}</span>`)}
    </div>
  `;
}

function step(key, index, last) {
  const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last }[key];
  if (key === 'Escape') return null;
  return to === undefined ? undefined : Math.max(0, Math.min(to, last));
}
