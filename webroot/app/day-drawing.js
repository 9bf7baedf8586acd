// The steps of a local day, its figures, and its table.
import { useCallback } from 'preact/hooks';
import { html } from 'app/html';
import { levelLine, momentLine, padded, timeAxis, valueAxis } from 'app/axes';
import { Chart } from 'app/chart';
import { TableBehind } from 'app/data-table';
import { figuresOf } from 'app/day-figures';
import { Figures } from 'app/fields';
import { energy, price } from 'app/format';
import { splitAtZero } from 'app/ink';
import { paths } from 'app/plot';
import { abbreviation, addDays, clock, hourOf, midnight, span } from 'app/zone-time';

const MINUTE = 60_000;

export function DayDrawing({ zone, date, rows }) {
  const { timeZone, zoneId } = zone;
  const build = useCallback((colours) => options(colours, date, timeZone), [date, timeZone]);
  const data = steps(rows);
  const name = (row) => nameOf(row, timeZone);
  const describe = (index) => {
    const row = rows[Math.min(index, rows.length - 1)];
    return [name(row), `${price(row.priceEurMwh)} EUR/MWh`];
  };
  const columns = [
    { name: `Delivery (${timeZone})`, text: name },
    { name: 'EUR/MWh', numeric: true, text: (row) => price(row.priceEurMwh), tone: negative },
    { name: 'MWh', numeric: true, text: (row) => energy(row.volumeMwh) },
  ];
  return html`
    <${Figures} figures=${figuresOf(rows, timeZone)} />
    <${Chart}
      label=${`Day-ahead prices of ${zoneId} on ${date}; arrow keys walk the intervals`}
      build=${build}
      data=${data}
      describe=${describe}
    />
    <p class="axis-name">Delivery in ${timeZone} (${abbreviations(date, timeZone)})</p>
    <${TableBehind} caption=${`Day-ahead prices of ${zoneId} on ${date}`} columns=${columns} rows=${rows} />
  `;
}

/** A last point closes the last step; a hole between intervals stays a hole. */
function steps(rows) {
  const at = [];
  const price = [];
  let end = null;
  rows.forEach((row) => {
    const start = Date.parse(row.deliveryStart);
    if (end !== null && start > end) {
      at.push(end / 1000);
      price.push(null);
    }
    at.push(start / 1000);
    price.push(row.priceEurMwh);
    end = start + row.intervalMinutes * MINUTE;
  });
  at.push(end / 1000);
  price.push(price.at(-1));
  return [at, price];
}

function options(colours, date, timeZone) {
  const from = midnight(date, timeZone) / 1000;
  const to = midnight(addDays(date, 1), timeZone) / 1000;
  return {
    padding: [12, 10, 0, 0],
    scales: { x: { time: false, range: () => [from, to] }, y: { range: padded({ zero: true }) } },
    axes: [
      timeAxis(colours, (at) => clock(at * 1000, timeZone), (fit) => hourMarks(from, to, fit, timeZone)),
      valueAxis(colours, (value) => price(value).replace(/\.00$/, '')),
    ],
    series: [
      {},
      {
        stroke: (u) => splitAtZero(u, colours.accent, colours.negative),
        fill: (u) => splitAtZero(u, colours['accent-soft'], colours['negative-soft']),
        fillTo: 0,
        width: 2,
        paths: paths.stepped({ align: 1 }),
        points: { show: false },
      },
    ],
    hooks: {
      draw: [
        (u) => levelLine(u, 0, colours.quiet),
        (u) => momentLine(u, Date.now() / 1000, colours.quiet, [3, 4]),
      ],
    },
  };
}

/** Every second, third … local hour, each once, also when the clocks go back. */
function hourMarks(from, to, fit, timeZone) {
  const every = [1, 2, 3, 4, 6, 12].find((hours) => 24 / hours <= fit) ?? 12;
  const marks = [];
  for (let at = from; at < to; at += 3600) {
    const hour = hourOf(at * 1000, timeZone);
    const again = at > from && hour === hourOf((at - 3600) * 1000, timeZone);
    if (hour % every === 0 && !again) marks.push(at);
  }
  return marks;
}

function nameOf(row, timeZone) {
  const start = Date.parse(row.deliveryStart);
  return `${span(start, row.intervalMinutes, timeZone)} ${abbreviation(start, timeZone)}`;
}

function abbreviations(date, timeZone) {
  const ends = [midnight(date, timeZone), midnight(addDays(date, 1), timeZone) - 1];
  return [...new Set(ends.map((at) => abbreviation(at, timeZone)))].join(', then ');
}

function negative({ priceEurMwh }) {
  return priceEurMwh < 0 ? 'negative' : '';
}
