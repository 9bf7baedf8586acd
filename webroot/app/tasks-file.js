// Sends a file that a task will read.
import { Problem, problemOf } from 'app/api';
import { session } from 'app/store';
import { TASKS } from 'app/tasks-watch';

/** Answers a promise of its id. */
export async function sendFile(file) {
  const kind = /\.(ndjson|jsonl)$/i.test(file.name) ? 'application/x-ndjson' : 'text/csv';
  const answer = await fetch(`${TASKS}/files`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${session.value.accessToken}`, 'Content-Type': kind, Accept: 'application/json' },
    body: file,
  }).catch(() => {
    throw new Problem(0, 'No answer', 'The file could not be sent.');
  });
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()).file;
}
