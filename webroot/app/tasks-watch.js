// The reader's own tasks as the stream tells of them: which run, and which failed since the reader looked.
import { effect, signal } from '@preact/signals';
import { ask } from 'app/api';
import { listen, noticesState, watchNotices } from 'app/notices';
import { session } from 'app/store';

export const TASKS = '/api/v1/tasks';

const MOST = 200;
const SOONEST_MILLIS = 5000;
const SURE_MILLIS = 60_000; // what is said in passing can be lost
const BAD = ['failed', 'quarantined'];

/** The ids of the reader's tasks that run. */
export const running = signal(new Set());

/** The ids of those that failed and were not looked at. */
export const unseen = signal(new Set());

let newestFailure = '';

/** From now on, for whoever is signed in. */
export function watch() {
  watchNotices();
  effect(() => (session.value?.user ? follow() : forget()));
}

function forget() {
  running.value = new Set();
  unseen.value = new Set();
  newestFailure = '';
}

function follow() {
  let timer = 0;
  let loaded = 0;
  const load = async () => {
    timer = 0;
    loaded = Date.now();
    await read().catch(() => {});
  };
  const soon = () => (timer ||= setTimeout(load, Math.max(0, loaded + SOONEST_MILLIS - Date.now())));
  const stopListening = listen((frame) => {
    if (isGap(frame)) soon();
    else if (frame.topic === 'tasks') take(frame);
  });
  const stopWatching = effect(() => noticesState.value === 'live' && soon());
  const sure = setInterval(() => running.value.size && soon(), SURE_MILLIS);
  return () => {
    clearTimeout(timer);
    clearInterval(sure);
    stopListening();
    stopWatching();
  };
}

/** Whether the state has to be read anew. */
function isGap({ topic, type, payload }) {
  if (topic === 'stream') return type === 'snapshot' || type === 'dropped';
  return type === 'tasks.changed' && payload.whose === 'own';
}

async function read() {
  const list = (state) => ask(TASKS, { params: { state, mine: true, limit: MOST } });
  const [runs, bad] = await Promise.all([list('running'), list('bad')]);
  running.value = new Set(runs.data.items.map(({ id }) => id));
  const looked = localStorage.getItem(place()) ?? '';
  unseen.value = new Set(bad.data.items.filter(({ finishedAt }) => finishedAt > looked).map(({ id }) => id));
  newestFailure = bad.data.items.reduce((newest, { finishedAt }) => (finishedAt > newest ? finishedAt : newest), newestFailure);
}

function take({ type, at, payload }) {
  if (payload.id) stands(payload, at);
  if (type !== 'tasks.ended') return;
  for (const [state, ids] of Object.entries(payload.tasks)) {
    ids.forEach((id) => stands({ id, owner: payload.owner, state }, at));
  }
}

function stands({ id, owner, state }, at) {
  if (owner !== session.value.user) return;
  running.value = state === 'running' ? withOne(running.value, id) : without(running.value, id);
  if (BAD.includes(state)) {
    unseen.value = withOne(unseen.value, id);
    newestFailure = at;
  } else {
    unseen.value = without(unseen.value, id);
  }
}

/** The reader has seen what failed. */
export function lookAtFailures() {
  if (newestFailure) localStorage.setItem(place(), newestFailure);
  if (unseen.value.size) unseen.value = new Set();
}

function place() {
  return `spinreserve.failures.${session.value?.user}`;
}

function withOne(ids, id) {
  return ids.has(id) ? ids : new Set(ids).add(id);
}

function without(ids, id) {
  return ids.has(id) ? new Set([...ids].filter((one) => one !== id)) : ids;
}
