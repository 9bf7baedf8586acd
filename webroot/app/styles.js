// Style sheets that come with the pages that need them.
const added = new Map();

/** Adds style sheets in this order, each once; answers a promise that is kept when they are there. */
export function addStyles(names) {
  return Promise.all(names.map(add));
}

function add(name) {
  if (!added.has(name)) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = import.meta.resolve(name);
    // a page without its style is better than none
    added.set(name, new Promise((resolve) => (link.onload = link.onerror = resolve)));
    document.head.append(link);
  }
  return added.get(name);
}
