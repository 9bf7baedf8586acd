// What happened, newest first, kept current by one stream for the whole page.
import { computed, effect, signal } from '@preact/signals';
import { ask, problemOf } from 'app/api';
import { Stream } from 'app/stream';
import { endSession, session } from 'app/store';

const PATH = '/api/v1/notifications';
const KEPT = 50;

/** Frames {seq, topic, type, at, payload}, newest first. */
export const notices = signal([]);

/** The stream: connecting, live, reconnecting or offline. */
export const noticesState = signal('connecting');

/** The newest number that the reader has looked at; null before it is known. */
const seen = signal(null);

const listeners = new Set();

/** Tells of each frame as it comes, those in passing too; answers what ends that. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const unread = computed(() =>
  seen.value === null ? 0 : notices.value.filter(({ seq }) => seq > seen.value).length,
);

/** Whether the reader had not looked at it when the panel was opened. */
export function isNew({ seq }, before) {
  return before !== null && seq > before;
}

/** Marks all as looked at; answers the number that was looked at before. */
export function lookAtNotices() {
  const before = seen.value;
  const newest = notices.value[0]?.seq ?? 0;
  if (before === null || newest > before) {
    seen.value = newest;
    localStorage.setItem(place(), newest);
  }
  return before;
}

function place() {
  return `spinreserve.seen.${session.value?.user}`;
}

/** Follows them while somebody is signed in. */
export function watchNotices() {
  return effect(() => (session.value ? follow(session.value) : forget()));
}

function forget() {
  notices.value = [];
  seen.value = null;
}

function follow({ accessToken }) {
  let stream;
  let wanted = true;
  const headers = () => ({ Authorization: `Bearer ${accessToken}` });
  const begin = (from) => {
    if (!wanted) return;
    stream = new Stream(`${PATH}?lastSeq=${from}`, {
      headers,
      onEvent: ({ data }) => take(JSON.parse(data)),
      onState: (state) => (noticesState.value = state),
      onRefused: refused,
    });
  };
  const load = () =>
    newest().then(begin, () => {
      noticesState.value = 'reconnecting';
      if (wanted) setTimeout(load, 10_000 + Math.random() * 5000);
    });
  load();
  return () => {
    wanted = false;
    stream?.close();
  };
}

async function newest() {
  const { data } = await ask(`${PATH}/recent`, { params: { limit: KEPT } });
  notices.value = latest(data.items);
  if (seen.value === null) seen.value = Number(localStorage.getItem(place()) ?? data.seq);
  // a database that was set up anew counts from the beginning
  if (seen.value > data.seq) seen.value = data.seq;
  return data.seq;
}

function take(frame) {
  listeners.forEach((listener) => listener(frame));
  // what has no number is said in passing
  if (frame.seq === undefined) return;
  if (frame.topic !== 'stream') notices.value = latest([frame, ...notices.value]);
  else if (frame.type === 'snapshot') newest().catch(() => {});
}

/** Each once, newest first; of a run that goes on only how far it is now. */
function latest(frames) {
  const shown = new Set();
  return [...frames]
    .sort((one, other) => other.seq - one.seq)
    .filter(({ seq, payload }) => {
      const thing = payload.run ?? seq;
      return !shown.has(thing) && shown.add(thing);
    })
    .slice(0, KEPT);
}

async function refused(response) {
  if (response.status !== 401) return false;
  const { message } = await problemOf(response);
  endSession(`Your session has ended. ${message}`);
  return true;
}
