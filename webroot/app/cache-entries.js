// The entries of this node and of the shared tier, found by namespace and pattern.
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { changes, openEntry } from 'app/cache-dialogs';
import { CACHE } from 'app/cache-feed';
import { bytes, seconds } from 'app/cache-format';
import { DataTable } from 'app/data-table';
import { count } from 'app/format';
import { html } from 'app/html';
import { Panel } from 'app/panel';

const LIMIT = 50;

const COLUMNS = [
  {
    name: 'Key',
    text: ({ key }) =>
      html`<button type="button" class="row-button key" onClick=${() => openEntry(key)}>${key}</button>`,
  },
  { name: 'State', text: ({ state }) => html`<span class=${`state is-${state}`}>${state}</span>` },
  { name: 'Lives', numeric: true, text: ({ ttlSeconds }) => seconds(Math.max(0, ttlSeconds)) },
  { name: 'Size', numeric: true, text: ({ sizeBytes }) => bytes(sizeBytes) },
  { name: 'Hits', numeric: true, text: ({ hits }) => count(hits) },
  { name: 'In', text: ({ tiers }) => tiers.join(', ') },
];

export function Entries() {
  const [wanted, setWanted] = useState({ namespace: '', pattern: '' });
  const { items, next, problem, more } = useEntries(wanted);
  const search = (event) => {
    event.preventDefault();
    const { namespace, pattern } = event.currentTarget.elements;
    setWanted({ namespace: namespace.value.trim(), pattern: pattern.value.trim() });
  };
  return html`
    <${Panel} title="Entries" hint="choose one to see what is known about it" place="wide">
      <form class="act" role="search" aria-label="Entries" onSubmit=${search}>
        <input name="namespace" aria-label="Namespace" placeholder="Namespace, as dataset" maxlength="66" autocapitalize="none" />
        <input name="pattern" aria-label="Pattern" placeholder="Pattern, as positions*" maxlength="512" autocapitalize="none" />
        <button class="button">Search</button>
      </form>
      ${problem && html`<p class="message bad" role="alert">${sentence(problem)}</p>`}
      ${!problem && items?.length === 0 && html`<div class="nothing"><p>No entry fits.</p></div>`}
      ${!items && !problem && html`<div class="skeleton" role="status"><span>Loading …</span></div>`}
      ${items?.length > 0 &&
      html`<div class="scroll tall" tabindex="0" role="region" aria-label="Entries found">
        <${DataTable} caption=${`${items.length}${next ? ' or more' : ''} found`} columns=${COLUMNS} rows=${items} />
      </div>`}
      ${next && html`<button type="button" class="button more" onClick=${more}>Show more</button>`}
    <//>
  `;
}

function sentence({ message, errors }) {
  return [message, ...errors.map(({ pointer, detail }) => `${pointer}: ${detail}`)].join(' ');
}

/** {items, next, problem, more}; asked again when something was invalidated. */
function useEntries({ namespace, pattern }) {
  const [found, setFound] = useState({});
  const load = async (cursor, before, abort) => {
    const params = { limit: LIMIT };
    Object.entries({ namespace, pattern, cursor }).forEach(([name, value]) => value && (params[name] = value));
    try {
      const { data } = await ask(`${CACHE}/entries`, { params, abort });
      setFound({ items: [...before, ...data.items], next: data.nextCursor });
    } catch (problem) {
      if (!abort?.aborted) setFound({ problem });
    }
  };
  useEffect(() => {
    const abort = new AbortController();
    load('', [], abort.signal);
    return () => abort.abort();
  }, [namespace, pattern, changes.value]);
  return { ...found, more: () => load(found.next, found.items) };
}
