// The events as a list that is searched; one opens to all that is known about it.
import { useState } from 'preact/hooks';
import { EventDialog } from 'app/audit-event';
import { day, moment, OUTCOMES, times } from 'app/audit-words';
import { html } from 'app/html';
import { Panel } from 'app/panel';

export function Events({ feed, onSearch }) {
  const { items, next, problem, more } = feed;
  const [open, setOpen] = useState(null);
  return html`
    <${Panel} title="Events" hint="newest first; choose one to see before and after" place="wide">
      <${Filters} onSearch=${onSearch} />
      ${problem && !items && html`<p class="message bad" role="alert">${sentence(problem)}</p>`}
      ${!problem && !items && html`<div class="skeleton" role="status"><span>Loading …</span></div>`}
      ${items?.length === 0 && html`<div class="nothing"><p>No event fits.</p></div>`}
      ${items?.length > 0 &&
      html`<ol class="events">
        ${items.map((event, index) => html`
          ${day(event.at) !== day(items[index - 1]?.at) && html`<li key=${`day-${event.row}`} class="event-day">${day(event.at)}</li>`}
          <li key=${event.row}><${Event} event=${event} onOpen=${() => setOpen(event)} /></li>
        `)}
      </ol>`}
      ${next && html`<button type="button" class="button more" onClick=${more}>Show more</button>`}
    <//>
    ${open && html`<${EventDialog} key=${open.row} event=${open} onClose=${() => setOpen(null)} />`}
  `;
}

function sentence({ message, errors = [] }) {
  return [message, ...errors.map(({ pointer, detail }) => `${pointer}: ${detail}`)].join(' ');
}

function Event({ event, onOpen }) {
  const { row, at, actor, operation, subject, outcome, times: number } = event;
  return html`
    <button type="button" class="event" onClick=${onOpen} aria-label=${`Row ${row}: ${operation}`}>
      <time datetime=${at}>${moment(at)}</time>
      <span class="event-what"><strong>${operation}</strong> <span class="key">${subject}</span></span>
      <span class="event-who">${actor || 'not signed in'}</span>
      <span class=${`state is-${outcome}`}>${OUTCOMES[outcome]}${times(number)}</span>
    </button>
  `;
}

function Filters({ onSearch }) {
  const search = (event) => {
    event.preventDefault();
    const wanted = {};
    new FormData(event.currentTarget).forEach((value, name) => {
      const text = value.trim();
      if (text) wanted[name] = name === 'from' || name === 'to' ? new Date(text).toISOString() : text;
    });
    onSearch(wanted);
  };
  const clear = (event) => {
    event.currentTarget.form.reset();
    onSearch({});
  };
  return html`
    <form class="act filters" role="search" aria-label="Events" onSubmit=${search}>
      <input name="actor" aria-label="Actor" placeholder="Actor" maxlength="200" autocapitalize="none" />
      <input name="operation" aria-label="Operation" placeholder="Operation" pattern="[A-Za-z0-9]{1,64}" autocapitalize="none" />
      <input name="subject" aria-label="Subject begins with" placeholder="Subject" maxlength="200" autocapitalize="none" />
      <select name="outcome" aria-label="Outcome">
        <option value="">Any outcome</option>
        ${Object.entries(OUTCOMES).map(([value, name]) => html`<option value=${value}>${name}</option>`)}
      </select>
      <label class="when"><span>From</span><input name="from" type="datetime-local" /></label>
      <label class="when"><span>To</span><input name="to" type="datetime-local" /></label>
      <button class="button primary">Search</button>
      <button type="button" class="button" onClick=${clear}>Clear</button>
    </form>
  `;
}
