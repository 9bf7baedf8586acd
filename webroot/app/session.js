// Signing in and out.
import { effect } from '@preact/signals';
import { ask } from 'app/api';
import { beginSession, endSession, session, signInOptions } from 'app/store';

const LONGEST_TIMER_MILLIS = 2 ** 31 - 1;

export async function signIn(username, password) {
  const path = '/api/v1/auth/session';
  const { data } = await ask(path, { method: 'POST', body: { username, password } });
  beginSession(data);
}

/** Leaves at once; the server hears of it if it can. */
export function signOut() {
  ask('/api/v1/auth/session', { method: 'DELETE' }).catch(() => {});
  endSession('You are signed out.');
}

export async function loadSignInOptions() {
  const { data } = await ask('/api/v1/auth/options');
  signInOptions.value = data;
}

/** Ends the session when its token does. */
export function watchExpiry() {
  return effect(() => {
    if (!session.value) return undefined;
    const left = Date.parse(session.value.expiresAt) - Date.now();
    const timer = setTimeout(
      () => endSession('Your session has ended. Please sign in again.'),
      Math.min(Math.max(0, left), LONGEST_TIMER_MILLIS),
    );
    return () => clearTimeout(timer);
  });
}
