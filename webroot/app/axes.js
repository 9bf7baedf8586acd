// What all charts are drawn with: axes, marks, shades that fade, colours that change at zero.

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

/** From a computed colour at the top to nothing of it at the bottom of the plot. */
export function shade(u, colour) {
  const { top, height } = u.bbox;
  if (!height) return colour;
  const gradient = u.ctx.createLinearGradient(0, top, 0, top + height);
  gradient.addColorStop(0, colour);
  gradient.addColorStop(1, colour.replace('rgb(', 'rgba(').replace(')', ', 0)'));
  return gradient;
}

/** One colour above zero and another below, with a hard edge. */
export function splitAtZero(u, above, below) {
  const { top, height } = u.bbox;
  const { min, max } = u.scales.y;
  if (!height || min === null || min >= 0) return above;
  if (max <= 0) return below;
  const zero = max / (max - min);
  const gradient = u.ctx.createLinearGradient(0, top, 0, top + height);
  gradient.addColorStop(zero, above);
  gradient.addColorStop(zero, below);
  return gradient;
}

/** A dot on the last point. */
export function markLast(u, colours) {
  const last = u.data[0].length - 1;
  if (last < 0) return;
  const x = u.valToPos(u.data[0][last], 'x', true);
  const y = u.valToPos(u.data[1][last], 'y', true);
  u.ctx.save();
  u.ctx.beginPath();
  u.ctx.arc(x, y, 4 * devicePixelRatio, 0, 2 * Math.PI);
  u.ctx.fillStyle = colours.accent;
  u.ctx.strokeStyle = colours.surface;
  u.ctx.lineWidth = 2 * devicePixelRatio;
  u.ctx.fill();
  u.ctx.stroke();
  u.ctx.restore();
}
