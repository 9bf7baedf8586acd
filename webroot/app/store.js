// What the whole page knows. Widgets read these signals; only the named verbs change them.
import { computed, signal } from '@preact/signals';

const RENEW_AFTER = 0.8; // of the life of an access token

/**
 * Who is signed in: {accessToken, renewAt, user, organisation, role}, or null. It lives in the memory of this page
 * only; what lasts is a cookie that no script can read.
 */
export const session = signal(null);

/** What is asked above every page; null: nothing. */
export const asked = signal(null);

/** Whether it is not known yet if somebody is signed in. */
export const starting = signal(true);

/** A sentence for the sign-in page: why the reader is there again. */
export const notice = signal('');

/** GET /api/v1/auth/options: {demoAccount, simulated}, or null before it came. */
export const signInOptions = signal(null);

/** Milliseconds of the wall clock, moving once a second while the page is seen. */
export const now = signal(Date.now());

/** Whether the browser has a network at all. */
export const online = signal(navigator.onLine);

/** The price stream: connecting, live, reconnecting, offline or paused. */
export const connection = signal('connecting');

/** The zone whose live prices are drawn large. */
export const chosenZone = signal('');

/** The portfolio that positions and profit are shown for; empty: all of the organisation. */
export const chosenPortfolio = signal('');

/** Whether any answer on this page came from the simulator. */
export const simulatedSeen = signal(false);

export const signedIn = computed(() => session.value !== null);

/** `granted` is what the server answers to a sign-in or a refresh. */
export function beginSession({ expiresInSeconds, ...granted }) {
  // by this clock alone: that of the server may differ
  const renewAt = Date.now() + expiresInSeconds * RENEW_AFTER * 1000;
  notice.value = '';
  if (signInOptions.value?.simulated) simulatedSeen.value = true;
  session.value = { ...granted, renewAt };
}

/** Back to the sign-in page, with the reason. */
/** Shows that above the page in place of what is shown there; null: nothing. */
export function askReader(question) {
  asked.value = question;
}

export function endSession(reason) {
  notice.value = reason;
  chosenZone.value = '';
  chosenPortfolio.value = '';
  simulatedSeen.value = false;
  session.value = null;
}

setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, 1000);
addEventListener('online', () => (online.value = true));
addEventListener('offline', () => (online.value = false));
document.addEventListener('visibilitychange', () => (now.value = Date.now()));
