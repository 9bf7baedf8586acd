// Signing in and out, and staying in: in this tab and in the others.
import { effect } from '@preact/signals';
import { ask } from 'app/api';
import { ENDED, renew, renewed } from 'app/renewal';
import { beginSession, endSession, notice, session, signInOptions, simulatedSeen, starting } from 'app/store';

const LONGEST_TIMER_MILLIS = 2 ** 31 - 1;
const AGAIN_MILLIS = 10_000;
const tabs = new BroadcastChannel('spinreserve.session');

export async function signIn(username, password) {
  const path = '/api/v1/auth/session';
  const { data } = await ask(path, { method: 'POST', body: { username, password } });
  begin(data);
}

/** `granted` is what any way to sign in was answered with. */
export function begin(granted) {
  beginSession(granted);
  tabs.postMessage({ begun: granted.user });
}

/** Leaves at once; the server hears of it if it can. */
export function signOut() {
  ask('/api/v1/auth/session', { method: 'DELETE' }).catch(() => {});
  leave('You are signed out.');
}

/** Ends all sessions of the reader; fails when the server could not be told. */
export async function signOutEverywhere() {
  await ask('/api/v1/auth/sessions', { method: 'DELETE' });
  leave('You are signed out everywhere.');
}

function leave(reason) {
  endSession(reason);
  tabs.postMessage({ ended: reason });
}

export async function loadSignInOptions() {
  const { data } = await ask('/api/v1/auth/options');
  signInOptions.value = data;
  if (data.simulated && session.value) simulatedSeen.value = true;
}

/** Takes up the session of the browser, if it has one, and keeps it alive from now on. */
export async function keepSession() {
  effect(watchLife);
  tabs.onmessage = ({ data }) => hear(data);
  const options = loadSignInOptions().catch(() => {});
  const outcome = await renew();
  if (outcome === 'over') notice.value = ENDED;
  if (outcome === 'unreachable') {
    notice.value = 'The server cannot be reached. If you were signed in, you still are: load the page again later.';
  }
  await options;
  starting.value = false;
}

/** What another tab did with the session that all tabs share. */
function hear({ begun, ended }) {
  if (ended && session.value) endSession(ended);
  if (begun && session.value?.user !== begun) renew();
}

function watchLife() {
  if (!session.value) return undefined;
  let timer;
  const wait = (millis) => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(Math.max(0, millis), LONGEST_TIMER_MILLIS));
  };
  const look = async () => {
    const left = session.peek().renewAt - Date.now();
    // a renewed session starts this anew
    if (left > 0) wait(left);
    else if (!(await renewed()) && session.peek()) wait(AGAIN_MILLIS);
  };
  const wake = () => document.hidden || wait(session.peek().renewAt - Date.now());
  // a timer sleeps with the device
  document.addEventListener('visibilitychange', wake);
  addEventListener('online', wake);
  wait(session.peek().renewAt - Date.now());
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
    removeEventListener('online', wake);
  };
}
