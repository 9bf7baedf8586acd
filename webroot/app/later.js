// A component whose code is loaded when it is first shown.
import { useEffect, useState } from 'preact/hooks';
import { html } from 'app/html';

/** `load` answers a promise of the component. */
export function Later({ load }) {
  const [found, setFound] = useState({});
  useEffect(() => {
    let wanted = true;
    load().then(
      (Component) => wanted && setFound({ Component }),
      () => wanted && setFound({ failed: true }),
    );
    return () => (wanted = false);
  }, [load]);

  const { Component, failed } = found;
  if (Component) return html`<${Component} />`;
  if (!failed) return html`<main class="bare" aria-busy="true"><p role="status">Loading …</p></main>`;
  return html`
    <main class="bare">
      <h1>This page could not be loaded</h1>
      <p role="alert">The server cannot be reached, or it has a newer version of the page.</p>
      <button type="button" class="button" onClick=${() => location.reload()}>Load it again</button>
    </main>
  `;
}
