// A uPlot that fits its box, draws once a frame, and only while it can be seen.
import uPlot from 'uplot';

export const { paths } = uPlot;

export class Plot {
  #visible = false;
  #frame = 0;
  #pending = null;
  #observers = [];

  /** `onCursor` hears the index under the cursor and its place, or null. */
  constructor(box, options, data, onCursor) {
    this.box = box;
    this.u = new uPlot(
      {
        legend: { show: false },
        ...options,
        ...this.#size(),
        cursor: { y: false, drag: { x: false, y: false }, ...options.cursor },
        hooks: { ...options.hooks, setCursor: [(u) => onCursor(cursorOf(u))] },
      },
      data,
      box,
    );
    this.#observe(new IntersectionObserver(([entry]) => this.#seen(entry.isIntersecting)));
    this.#observe(new ResizeObserver(() => this.u.setSize(this.#size())));
  }

  show(data) {
    this.#pending = data;
    this.#schedule();
  }

  /** Puts the cursor on a point of the first series that has a value; null takes it away. */
  point(index) {
    if (index === null) return this.u.setCursor({ left: -10, top: -10 });
    const left = this.u.valToPos(this.u.data[0][index], 'x');
    return this.u.setCursor({ left, top: this.u.over.clientHeight / 2 });
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
    this.#observers.forEach((observer) => observer.disconnect());
    this.u.destroy();
  }

  #size() {
    return { width: this.box.clientWidth, height: this.box.clientHeight };
  }

  #observe(observer) {
    observer.observe(this.box);
    this.#observers.push(observer);
  }

  #seen(visible) {
    this.#visible = visible;
    this.#schedule();
  }

  #schedule() {
    if (!this.#visible || !this.#pending || this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const data = this.#pending;
      this.#pending = null;
      this.u.setData(data);
    });
  }
}

function cursorOf(u) {
  const { idx, left } = u.cursor;
  if (idx === null || idx === undefined || left < 0) return null;
  return { index: idx, left: left + u.over.offsetLeft, width: u.root.clientWidth };
}
