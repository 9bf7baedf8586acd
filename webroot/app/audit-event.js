// One event with all that is known about it.
import { compared, day, moment, OUTCOMES } from 'app/audit-words';
import { Dialog } from 'app/dialog';
import { count } from 'app/format';
import { html } from 'app/html';

export function EventDialog({ event, onClose }) {
  const { row, at, actor, organisation, operation, subject, outcome, status, address, requestId, times, hash } = event;
  const facts = [
    ['When', `${day(at)}, ${moment(at)}`],
    ['Who', actor || 'not signed in'],
    ['Organisation', organisation],
    ['On what', subject],
    ['Outcome', status ? `${OUTCOMES[outcome]}, answered ${status}` : OUTCOMES[outcome]],
    ['Alike within a minute', times > 1 ? `${count(times)} times` : ''],
    ['From address', address],
    ['Request', requestId],
  ].filter(([, value]) => value);
  return html`
    <${Dialog} title=${operation} onClose=${onClose}>
      <dl class="facts">
        ${facts.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd class="anywhere">${value}</dd></div>`)}
      </dl>
      ${event.erased && html`<p class="message">Its subject, address, before and after were erased for a person.</p>`}
      <${Changed} before=${event.before} after=${event.after} />
      <p class="small anywhere">Row ${count(row)}, hash <span class="key whole-hash">${hash}</span></p>
      <div class="dialog-tools"><button type="button" class="button" onClick=${onClose}>Close</button></div>
    <//>
  `;
}

function Changed({ before, after }) {
  if (!before && !after) return null;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Before and after">
      <table class="changed">
        <caption>Before and after; secrets are shown as ***</caption>
        <thead><tr><th scope="col">Field</th>${before && html`<th scope="col">Before</th>`}<th scope="col">After</th></tr></thead>
        <tbody>
          ${compared(before, after).map(
            (field) => html`
              <tr key=${field.name} class=${before && field.differs ? 'differs' : ''}>
                <th scope="row">${field.name}</th>
                ${before && html`<td>${field.before || '–'}</td>`}
                <td>${field.after || '–'}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}
