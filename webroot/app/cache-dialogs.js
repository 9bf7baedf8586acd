// The one dialog of the page that may be open: an entry, or a question before something is done.
import { signal } from '@preact/signals';
import { ask } from 'app/api';
import { CACHE } from 'app/cache-feed';

/** {entry} or {confirm: {title, sentences, action, run}}, or null. */
export const dialog = signal(null);

/** Counts up when entries may have changed. */
export const changes = signal(0);

export function closeDialog() {
  dialog.value = null;
}

/** Looks an entry up by its key and shows what is known about it. */
export async function openEntry(key) {
  dialog.value = { key };
  try {
    const slash = key.indexOf('/');
    const params = { namespace: key.slice(0, slash), pattern: literal(key.slice(slash + 1)), limit: 1 };
    const { data } = await ask(`${CACHE}/entries`, { params });
    if (dialog.value?.key === key) dialog.value = { key, entry: data.items[0] ?? null };
  } catch (problem) {
    if (dialog.value?.key === key) dialog.value = { key, problem };
  }
}

export function confirm(question) {
  dialog.value = { confirm: question };
}

/** A glob that fits only that text. */
function literal(key) {
  return key.replace(/[\\*?]/g, '\\$&');
}
