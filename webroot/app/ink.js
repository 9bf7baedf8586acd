// What charts paint beyond lines: shades that fade, colours that change at zero, the last price.

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
