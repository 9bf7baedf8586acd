// The frame around a widget: its title and tools, what it shows while it has no data, and where its
// data came from.
import { useId } from 'preact/hooks';
import { html } from 'app/html';
import { Icon } from 'app/icons';
import { Provenance } from 'app/small-print';

/**
 * `source` is what useDataset answers, `empty` a sentence when there are no rows, `place` the name of
 * its shape on the page, `tools` undefined where there never are any, `children` a function that
 * draws the data.
 */
export function Widget({ title, hint, source, simulated, empty, place, tools, print, children }) {
  const id = useId();
  return html`
    <section class=${`widget ${place}`} aria-labelledby=${id}>
      <header class="widget-head">
        <div class="widget-title">
          <h2 id=${id}>${title}</h2>
          ${simulated && html`<${Simulated} />`}
          ${hint && html`<p class="hint">${hint}</p>`}
        </div>
        ${tools !== undefined && html`<div class="widget-tools">${tools}</div>`}
      </header>
      <div class="widget-body" aria-busy=${String(Boolean(source.busy))}>
        <${Body} source=${source} empty=${empty}>${children}<//>
      </div>
      <footer class="small-print">
        <div class="print">${print ?? html`<${Provenance} source=${source} />`}</div>
        <${Reload} title=${title} source=${source} />
      </footer>
    </section>
  `;
}

export function Simulated() {
  return html`<span class="badge simulated">Simulated</span>`;
}

function Body({ source, empty, children }) {
  if (!source.data && source.problem) return html`<${Failed} source=${source} />`;
  if (!source.data) return html`<div class="skeleton" role="status"><span>Loading …</span></div>`;
  if (empty) return html`<div class="nothing"><p>${empty}</p></div>`;
  return children();
}

function Failed({ source: { problem, reload } }) {
  return html`
    <div class="nothing failed" role="alert">
      <p><strong>${problem.title}</strong></p>
      <p>${problem.message}</p>
      ${problem.requestId && html`<p class="small">Request ${problem.requestId}</p>`}
      <button type="button" class="button" onClick=${reload}>Try again</button>
    </div>
  `;
}

function Reload({ title, source }) {
  const label = `Refresh ${title}`;
  return html`
    <button
      type="button"
      class=${`icon-button small ${source.busy ? 'is-busy' : ''}`}
      aria-label=${label}
      title=${label}
      onClick=${source.reload}
    >
      <${Icon} name="reload" />
    </button>
  `;
}
