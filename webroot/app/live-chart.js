// The chosen zone's price as it moves.
import { useCallback, useEffect } from 'preact/hooks';
import { html } from 'app/html';
import { markLast, padded, shade, timeAxis, valueAxis } from 'app/axes';
import { Chart } from 'app/chart';
import { TableBehind } from 'app/data-table';
import { chosenLiveZone, chosenMinutes, loadHistory, needHistory } from 'app/feed';
import { Segments } from 'app/fields';
import { price } from 'app/format';
import { LiveState } from 'app/small-print';
import { Widget } from 'app/widget';
import { clock, clockWithSeconds } from 'app/zone-time';

const POINTS = 1200;
const NEWEST = 60;
const MINUTES = [5, 15, 60].map((minutes) => [minutes, `${minutes} min`]);
const LABEL_STEPS = [30, 60, 120, 300, 600, 900];

export function LiveChart() {
  const zone = chosenLiveZone.value;
  const minutes = chosenMinutes.value;
  useEffect(() => {
    if (zone) needHistory(zone, minutes);
  }, [zone, minutes]);
  void zone?.drawn.value;
  const source = { data: zone, busy: !zone, reload: () => zone && loadHistory(zone, minutes) };
  return html`
    <${Widget}
      title=${zone ? `${zone.zoneId} live` : 'Live price'}
      hint=${zone && zone.name !== zone.zoneId ? zone.name : ''}
      place="live-chart"
      source=${source}
      simulated=${zone?.simulated}
      print=${html`<${LiveState} zone=${zone} />`}
      tools=${html`<${Segments}
        label="Time shown"
        value=${minutes}
        options=${MINUTES}
        onChange=${(chosen) => (chosenMinutes.value = chosen)}
      />`}
    >
      ${() => html`<${Drawing} zone=${zone} minutes=${minutes} />`}
    <//>
  `;
}

function Drawing({ zone, minutes }) {
  const data = zone.recent(minutes, POINTS);
  const build = useCallback((colours) => options(colours, zone, minutes), [zone, minutes]);
  const columns = [
    { name: 'Time (yours)', text: ({ at }) => clockWithSeconds(at * 1000) },
    { name: 'EUR/MWh', numeric: true, text: (row) => price(row.price) },
  ];
  return html`
    <p class="headline">
      <span class="headline-value">${price(zone.last.value.price)}</span> EUR/MWh
    </p>
    <${Chart}
      label=${`Price of ${zone.zoneId} in the last ${minutes} minutes; arrow keys walk the ticks`}
      build=${build}
      data=${data}
      describe=${(index) => [`${price(data[1][index])} EUR/MWh`, clockWithSeconds(data[0][index] * 1000)]}
    />
    <${TableBehind}
      caption=${`The newest ${NEWEST} prices of ${zone.zoneId}`}
      columns=${columns}
      rows=${zone.newest(NEWEST)}
    />
  `;
}

function options(colours, zone, minutes) {
  return {
    padding: [10, 0, 0, 8],
    scales: {
      x: { time: false, range: (u, low, high) => [high - minutes * 60, high] },
      y: { range: padded({ zero: false }) },
    },
    axes: [
      timeAxis(colours, (at) => clock(at * 1000), (fit, u) => fullMinutes(u.scales.x, fit)),
      valueAxis(colours, price, 1),
    ],
    series: [
      {},
      {
        stroke: colours.accent,
        width: 1.75,
        fill: (u) => shade(u, colours['accent-soft']),
        fillTo: (u) => u.scales.y.min,
        points: { show: false },
      },
    ],
    hooks: { draw: [(u) => markLast(u, colours)] },
  };
}

function fullMinutes({ min, max }, fit) {
  const step = LABEL_STEPS.find((seconds) => (max - min) / seconds <= fit) ?? LABEL_STEPS.at(-1);
  const marks = [];
  const first = min + (max - min) * 0.04; // a label at the edge would be cut off
  for (let at = Math.ceil(first / step) * step; at <= max; at += step) marks.push(at);
  return marks;
}
