// The table behind a chart, for those who cannot see it or want the numbers; made when it is opened.
import { useState } from 'preact/hooks';
import { html } from 'app/html';

/** `columns` are {name, text(row), numeric}; the first one names its row. */
export function TableBehind({ caption, columns, rows }) {
  const [open, setOpen] = useState(false);
  return html`
    <details class="behind" onToggle=${(event) => setOpen(event.currentTarget.open)}>
      <summary>Show as a table</summary>
      ${open &&
      html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
        <${DataTable} caption=${caption} columns=${columns} rows=${rows} />
      </div>`}
    </details>
  `;
}

export function DataTable({ caption, columns, rows }) {
  return html`
    <table>
      <caption>${caption}</caption>
      <thead>
        <tr>
          ${columns.map(({ name, numeric }) => html`<th scope="col" class=${numeric && 'numeric'}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr>${columns.map((column, index) => cell(column, row, index))}</tr>`)}
      </tbody>
    </table>
  `;
}

function cell({ text, numeric, tone, name }, row, index) {
  const look = [numeric && 'numeric', tone?.(row)].filter(Boolean).join(' ');
  return index === 0
    ? html`<th scope="row" class=${look}>${text(row)}</th>`
    : html`<td class=${look} data-name=${name}>${text(row)}</td>`;
}
