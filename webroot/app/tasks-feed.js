// The tasks of the reader and their numbers, asked for every two seconds while somebody looks.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask } from 'app/api';

export const TASKS = '/api/v1/tasks';

const EVERY_MILLIS = 2000;
const LISTS = { open: 50, bad: 50, over: 20 };

/** {open, bad, over: lists of tasks, stats, at}, or null before they came. */
export const tasks = signal(null);

/** Why they are not newer; null when they are. */
export const trouble = signal(null);

/** Counts up when something was done to a task, so that its list is asked for at once. */
export const done = signal(0);

/** {id, question: 'cancel', 'retry' or none} of the task in the dialog, or null. */
export const opened = signal(null);

/** Asks while the component lives. */
export function useTasks() {
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    const again = async () => {
      clearTimeout(timer);
      if (!document.hidden) await load(abort.signal);
      clearTimeout(timer);
      if (!abort.signal.aborted) timer = setTimeout(again, EVERY_MILLIS);
    };
    document.addEventListener('visibilitychange', () => document.hidden || again(), { signal: abort.signal });
    again();
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [done.value]);
}

async function load(abort) {
  try {
    const lists = Object.entries(LISTS).map(async ([state, limit]) => {
      const { data } = await ask(TASKS, { params: { state, limit }, abort });
      return [state, data.items];
    });
    const [stats, ...found] = await Promise.all([ask(`${TASKS}/stats`, { abort }), ...lists]);
    tasks.value = { ...Object.fromEntries(found), stats: stats.data.items, at: Date.now() };
    trouble.value = null;
  } catch (problem) {
    if (!abort.aborted) trouble.value = problem;
  }
}

/** What one reader saw is not shown to the next. */
export function forgetTasks() {
  tasks.value = null;
  trouble.value = null;
  opened.value = null;
}
