// All that is known about one entry, but never its content.
import { closeDialog } from 'app/cache-dialogs';
import { bytes, seconds } from 'app/cache-format';
import { askToInvalidate } from 'app/cache-invalidate';
import { Dialog } from 'app/dialog';
import { count } from 'app/format';
import { html } from 'app/html';

const TIERS = { near: 'memory', shared: 'shared tier' };

/** `entry` is undefined while it is looked up, and null when it is gone. */
export function EntryDialog({ entry, problem }) {
  return html`
    <${Dialog} title="Entry" onClose=${closeDialog}>
      ${problem && html`<p class="message bad" role="alert">${problem.message}</p>`}
      ${!problem && entry === undefined && html`<p role="status">Looking it up …</p>`}
      ${entry === null && html`<p>It is not in the cache any more.</p>`}
      ${entry && html`<${Known} entry=${entry} />`}
      <div class="dialog-tools">
        <button type="button" class="button" onClick=${closeDialog}>Close</button>
        ${entry &&
        html`
          <button type="button" class="button" onClick=${() => askToInvalidate('key', entry.key, 'expire')}>
            Expire …
          </button>
          <button type="button" class="button primary" onClick=${() => askToInvalidate('key', entry.key, 'remove')}>
            Remove …
          </button>
        `}
      </div>
    <//>
  `;
}

function Known({ entry }) {
  const { key, tiers, state, ageSeconds, ttlSeconds, sizeBytes, hits, tags } = entry;
  const near = tiers.includes('near');
  const facts = [
    ['Kept in', tiers.map((tier) => TIERS[tier]).join(' and ')],
    ['State', state],
    ['Age', near ? seconds(ageSeconds) : 'known to the shared tier only'],
    ['Lives for', `${seconds(Math.max(0, ttlSeconds))} more`],
    ['Size', bytes(sizeBytes)],
    ['Hits here', count(hits)],
  ];
  return html`
    <p class="key whole">${key}</p>
    <dl class="facts">
      ${facts.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
    ${tags.length > 0 && html`<${Tags} tags=${tags} />`}
  `;
}

function Tags({ tags }) {
  return html`
    <h3>Tags</h3>
    <ul class="tags">
      ${tags.map(
        (tag) => html`
          <li key=${tag}>
            <button
              type="button"
              class="tag"
              aria-label=${`Expire everything tagged ${tag}`}
              onClick=${() => askToInvalidate('tag', tag, 'expire')}
            >
              ${tag}
            </button>
          </li>
        `,
      )}
    </ul>
    <p class="small">A tag expires everything that carries it, after a question.</p>
  `;
}
