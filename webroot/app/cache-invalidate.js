// Invalidations: the question before, the request, the sentence after.
import { ask } from 'app/api';
import { changes, closeDialog, confirm } from 'app/cache-dialogs';
import { CACHE } from 'app/cache-feed';
import { plural } from 'app/format';
import { toast } from 'app/toasts';

/** What can be meant: its field in the request, and the sentence that says what it covers. */
export const KINDS = {
  tag: { field: 'tags', covers: (text) => `every entry that carries the tag “${text}”` },
  pattern: { field: 'patterns', covers: (text) => `every entry whose key fits “${text}”` },
  namespace: { field: 'namespaces', covers: (text) => `every entry of the namespace “${text}”` },
  key: { field: 'keys', covers: (text) => `the entry “${text}”` },
  all: { covers: () => 'every entry there is' },
};

const MODES = {
  remove: 'It is removed, and nobody is served it again. The next reader waits for a load.',
  expire: 'It counts as out of date: where its policy allows it, readers are served it until it is loaded again.',
};

export function askToInvalidate(kind, text, mode) {
  const covers = KINDS[kind].covers(text);
  confirm({
    title: mode === 'remove' ? 'Remove from the cache?' : 'Let it expire?',
    sentences: [`This concerns ${covers}, on every node and in the shared tier.`, MODES[mode]],
    action: mode === 'remove' ? 'Remove' : 'Expire',
    run: () => invalidate(kind, text, mode, covers),
  });
}

async function invalidate(kind, text, mode, covers) {
  const what = kind === 'all' ? { all: true } : { [KINDS[kind].field]: [text] };
  const { data } = await ask(`${CACHE}/invalidate`, { method: 'POST', body: { ...what, mode } });
  closeDialog();
  changes.value++;
  toast(`${mode === 'remove' ? 'Removed' : 'Expired'}: ${covers}. ${told(data)}`);
}

function told({ nearEntries, sharedEntries, nodes, missingNodes }) {
  const counted = nearEntries + sharedEntries;
  const found = counted ? `${plural(counted, 'entry was', 'entries were')} found, ` : '';
  const late = missingNodes ? ` ${plural(missingNodes, 'node')} did not confirm in time and will find out.` : '';
  return `${found}${plural(nodes, 'node has', 'nodes have')} applied it.${late}`;
}
