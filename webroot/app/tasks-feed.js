// The tasks that the page shows: read once, moved by the stream, and read again when what moves is not known here.
// Only while the stream is away they are asked for again and again.
import { computed, effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask } from 'app/api';
import { listen, noticesState } from 'app/notices';
import { TASKS } from 'app/tasks-watch';

const SOON_MILLIS = 250;
const APART_MILLIS = 1000;
const POLL_MILLIS = 3000;
const NUMBERS_MILLIS = 10_000;
const LISTS = { open: 100, bad: 50, over: 20 };

/** {open, bad, over: lists of tasks, stats}, or null before they came. */
export const tasks = signal(null);

/** Why they could not be read; null when they were. */
export const trouble = signal(null);

/** Whether the stream is away, so that the page asks instead. */
export const asking = computed(() => noticesState.value === 'reconnecting' || noticesState.value === 'offline');

/** {id, question: 'cancel', 'retry' or none} of the task in the dialog, or null. */
export const opened = signal(null);

let again = () => {};

/** Reads them anew in a moment, since something was done to one of them. */
export function refresh() {
  again();
}

let numbersAt = 0;

/** Keeps them current while the component lives. */
export function useTasks() {
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    let readAt = 0;
    const read = async () => {
      timer = 0;
      if (document.hidden) return; // it is read when the page is seen again
      readAt = Date.now();
      await load(abort.signal);
    };
    const soon = () => (timer ||= setTimeout(read, Math.max(SOON_MILLIS, readAt + APART_MILLIS - Date.now())));
    again = soon;
    read();
    const stopListening = listen((frame) => moved(frame) && soon());
    const stopWatching = effect(() => {
      if (noticesState.value === 'live') soon();
      if (!asking.value) return undefined;
      const poll = setInterval(soon, POLL_MILLIS);
      return () => clearInterval(poll);
    });
    document.addEventListener('visibilitychange', soon, { signal: abort.signal });
    return () => {
      clearTimeout(timer);
      stopListening();
      stopWatching();
      abort.abort();
    };
  }, []);
}

/** Takes a frame in; answers whether the lists have to be read for it. */
function moved({ topic, type, payload }) {
  if (topic === 'stream') return type === 'snapshot' || type === 'dropped';
  if (topic !== 'tasks') return false;
  if (type !== 'task.moved' || !tasks.value) return true;
  const known = tasks.value.open.find(({ id }) => id === payload.id);
  if (known) {
    const now = { ...known, ...payload };
    tasks.value = { ...tasks.value, open: tasks.value.open.map((task) => (task === known ? now : task)) };
  }
  return known?.state !== payload.state;
}

async function load(abort) {
  try {
    const lists = Object.entries(LISTS).map(async ([state, limit]) => {
      const { data } = await ask(TASKS, { params: { state, limit }, abort });
      return [state, data.items];
    });
    const [stats, ...found] = await Promise.all([numbers(abort), ...lists]);
    tasks.value = { ...Object.fromEntries(found), stats };
    trouble.value = null;
  } catch (problem) {
    if (!abort.aborted) trouble.value = problem;
  }
}

/** The nodes write them down every ten seconds. */
async function numbers(abort) {
  if (tasks.value && Date.now() - numbersAt < NUMBERS_MILLIS) return tasks.value.stats;
  const { data } = await ask(`${TASKS}/stats`, { abort });
  numbersAt = Date.now();
  return data.items;
}

/** What one reader saw is not shown to the next. */
export function forgetTasks() {
  tasks.value = null;
  trouble.value = null;
  opened.value = null;
}
