// Small controls with the same look everywhere.
import { html } from 'app/html';

/** `options` are [value, text]. */
export function Choice({ label, value, options, onChange }) {
  return html`
    <select aria-label=${label} value=${value} onChange=${(event) => onChange(event.target.value)}>
      ${options.map(
        ([option, text]) =>
          html`<option key=${option} value=${option} selected=${option === value}>${text}</option>`,
      )}
    </select>
  `;
}

/** A row of buttons of which one is pressed; `options` are [value, text]. */
export function Segments({ label, value, options, onChange }) {
  return html`
    <div class="segments" role="group" aria-label=${label}>
      ${options.map(
        ([option, text]) => html`
          <button
            type="button"
            key=${option}
            aria-pressed=${String(option === value)}
            onClick=${() => onChange(option)}
          >
            ${text}
          </button>
        `,
      )}
    </div>
  `;
}

/** Named figures in a row: [name, value, tone]. */
export function Figures({ figures }) {
  return html`
    <dl class="figures">
      ${figures.map(
        ([name, value, tone]) => html`
          <div key=${name}>
            <dt>${name}</dt>
            <dd class=${tone ?? ''}>${value}</dd>
          </div>
        `,
      )}
    </dl>
  `;
}
