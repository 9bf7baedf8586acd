// The looks that all charts share.

const CHARACTER_PIXELS = 6.7;

function font(colours) {
  return `12px ${colours.font}`;
}

/** The axis of values; as wide as its longest label. */
export function valueAxis(colours, text, side = 3) {
  return {
    side,
    stroke: colours.quiet,
    font: font(colours),
    size: (u, labels) => 14 + CHARACTER_PIXELS * Math.max(3, ...(labels ?? []).map((l) => l.length)),
    gap: 6,
    space: 38,
    grid: { stroke: colours.line, width: 1 },
    ticks: { show: false },
    values: (u, splits) => splits.map((value) => text(value)),
  };
}

/** The axis below; `marks` chooses where its labels stand, given how many fit. */
export function timeAxis(colours, text, marks, labelPixels = 52) {
  return {
    stroke: colours.quiet,
    font: font(colours),
    size: 28,
    gap: 6,
    grid: { show: false },
    ticks: { stroke: colours.line, size: 4, width: 1 },
    splits: (u) => marks(Math.max(2, Math.floor(u.bbox.width / devicePixelRatio / labelPixels)), u),
    values: (u, splits) => splits.map((value) => text(value)),
  };
}

/** Room above and below the values, and zero in sight when `zero` asks for it. */
export function padded({ zero }) {
  return (u, low, high) => {
    if (low === null) return [0, 1];
    const [least, most] = zero ? [Math.min(0, low), Math.max(0, high)] : [low, high];
    const room = Math.max((most - least) * 0.12, Math.abs(most) * 0.002, 0.05);
    return [zero && least === 0 ? 0 : least - room, zero && most === 0 ? 0 : most + room];
  };
}

const STEPS = [1, 2, 3, 4, 6, 8, 12];

/** Of so many points in a row, the indices that leave room for `fit` labels. */
export function everyNth(length, fit) {
  const nth = STEPS.find((step) => length / step <= fit) ?? Math.ceil(length / fit);
  return Array.from({ length: Math.ceil(length / nth) }, (_, index) => index * nth);
}

/** A level line across the plot, such as zero. */
export function levelLine(u, value, colour, dash = []) {
  const { left, top, width, height } = u.bbox;
  const y = Math.round(u.valToPos(value, 'y', true)) + 0.5;
  if (y < top || y > top + height) return;
  line(u.ctx, colour, dash, left, y, left + width, y);
}

/** An upright line, such as now. */
export function momentLine(u, value, colour, dash = []) {
  const { left, top, width, height } = u.bbox;
  const x = Math.round(u.valToPos(value, 'x', true)) + 0.5;
  if (x < left || x > left + width) return;
  line(u.ctx, colour, dash, x, top, x, top + height);
}

function line(ctx, colour, dash, ...[fromX, fromY, toX, toY]) {
  ctx.save();
  ctx.beginPath();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  ctx.moveTo(fromX, fromY);
  ctx.lineTo(toX, toY);
  ctx.stroke();
  ctx.restore();
}
