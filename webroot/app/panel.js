// A titled part of a page that says in words when it has nothing to show, or why.
import { useId } from 'preact/hooks';
import { html } from 'app/html';

/** `problem` is what hindered loading; `empty` a sentence when there is nothing. */
export function Panel({ title, hint, place = '', loading, problem, empty, tools, children }) {
  const id = useId();
  return html`
    <section class=${`widget panel ${place}`} aria-labelledby=${id}>
      <header class="widget-head">
        <div class="widget-title">
          <h2 id=${id}>${title}</h2>
          ${hint && html`<p class="hint">${hint}</p>`}
        </div>
        ${tools && html`<div class="widget-tools">${tools}</div>`}
      </header>
      <div class="widget-body">${inside(loading, problem, empty, children)}</div>
    </section>
  `;
}

function inside(loading, problem, empty, children) {
  if (problem) {
    return html`<div class="nothing failed" role="alert">
      <p><strong>${problem.title}</strong></p>
      <p>${problem.message}</p>
    </div>`;
  }
  if (loading) return html`<div class="skeleton" role="status"><span>Loading …</span></div>`;
  return empty ? html`<div class="nothing"><p>${empty}</p></div>` : children;
}
