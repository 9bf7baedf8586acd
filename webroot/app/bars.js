// Bars above and below zero in two colours, one for each label.
import { everyNth, levelLine, padded, timeAxis, valueAxis } from 'app/axes';
import { paths } from 'app/plot';

/** Data for the options of `barOptions`: places, values above zero, values below. */
export function barData(values) {
  return [
    values.map((_, index) => index),
    values.map((value) => (value > 0 ? value : null)),
    values.map((value) => (value < 0 ? value : null)),
  ];
}

/** `labels` name the bars; `above` and `below` are names of colours. */
export function barOptions(colours, { labels, text, above, below, labelPixels }) {
  const length = labels.length;
  const bar = (colour) => ({
    fill: colours[colour],
    stroke: colours[colour],
    width: 0,
    paths: paths.bars({ size: [0.72, 44], radius: 0.18 }),
    points: { show: false },
  });
  return {
    padding: [12, 8, 0, 0],
    cursor: { points: { show: false } },
    scales: {
      x: { time: false, range: () => [-0.6, length - 0.4] },
      y: { range: padded({ zero: true }) },
    },
    axes: [
      timeAxis(colours, (index) => labels[index] ?? '', (fit) => everyNth(length, fit), labelPixels),
      valueAxis(colours, text),
    ],
    series: [{}, bar(above), bar(below)],
    hooks: { drawAxes: [(u) => levelLine(u, 0, colours.quiet)] },
  };
}
