// A day and its neighbours.
import { html } from 'app/html';
import { Icon } from 'app/icons';
import { addDays } from 'app/zone-time';

export function DayPicker({ date, first, last, latest, onChange }) {
  const pick = ({ target }) => {
    if (target.value && target.validity.valid) onChange(target.value);
  };
  const step = (days) => () => onChange(addDays(date, days));
  return html`
    <div class="day-picker">
      <button type="button" class="icon-button" aria-label="Day before" disabled=${first && date <= first} onClick=${step(-1)}>
        <${Icon} name="left" />
      </button>
      <input type="date" aria-label="Day" value=${date} min=${first || ''} max=${last || ''} onChange=${pick} />
      <button type="button" class="icon-button" aria-label="Day after" disabled=${last && date >= last} onClick=${step(1)}>
        <${Icon} name="right" />
      </button>
      ${date !== latest && html`<button type="button" class="button quiet" onClick=${() => onChange(latest)}>Latest</button>`}
    </div>
  `;
}
