// Invalidating by tag, pattern or namespace, or all; and the dialog that asks before.
import { useState } from 'preact/hooks';
import { dialog, closeDialog } from 'app/cache-dialogs';
import { EntryDialog } from 'app/cache-entry';
import { askToInvalidate } from 'app/cache-invalidate';
import { Confirm } from 'app/dialog';
import { Choice, Segments } from 'app/fields';
import { html } from 'app/html';
import { Panel } from 'app/panel';

const KINDS = [['tag', 'By tag'], ['pattern', 'By pattern'], ['namespace', 'By namespace'], ['all', 'Everything']];
const EXAMPLES = { tag: 'zone:SIM-1', pattern: 'dataset/day-ahead-prices.json*', namespace: 'dataset' };

export function Actions() {
  const [kind, setKind] = useState('tag');
  const [mode, setMode] = useState('expire');
  const submit = (event) => {
    event.preventDefault();
    askToInvalidate(kind, event.currentTarget.elements.what?.value.trim() ?? '', mode);
  };
  return html`
    <${Panel} title="Invalidate" hint="counts on every node, and is asked about before" place="half">
      <form class="act" onSubmit=${submit}>
        <${Choice} label="What to invalidate" value=${kind} options=${KINDS} onChange=${setKind} />
        ${kind !== 'all' &&
        html`<input
          key=${kind}
          name="what"
          required
          maxlength="512"
          aria-label=${`The ${kind}`}
          placeholder=${EXAMPLES[kind]}
          autocapitalize="none"
          spellcheck=${false}
        />`}
        <${Segments}
          label="How"
          value=${mode}
          options=${[['expire', 'Expire'], ['remove', 'Remove']]}
          onChange=${setMode}
        />
        <button class="button primary">Invalidate …</button>
      </form>
      <p class="small">
        ${mode === 'expire'
          ? 'Expired entries may be served as stale while they are loaded again, where their policy says so.'
          : 'Removed entries are served to nobody; the next reader waits for a load.'}
      </p>
    <//>
    <${OpenDialog} />
  `;
}

function OpenDialog() {
  const open = dialog.value;
  if (!open) return null;
  if (!open.confirm) return html`<${EntryDialog} entry=${open.entry} problem=${open.problem} />`;
  const { title, sentences, action, run } = open.confirm;
  return html`
    <${Confirm} key=${title} title=${title} action=${action} run=${run} onClose=${closeDialog}>
      ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
    <//>
  `;
}
